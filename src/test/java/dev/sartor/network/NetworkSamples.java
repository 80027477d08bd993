package dev.sartor.network;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small networks that together contain every block kind, option and operation. */
public final class NetworkSamples {
    private static final Shape INPUT = new Shape(3, 15, 13);
    // Stem: kernel size, stride, channels, activation
    private static final Stem STEM = new Stem(3, 2, 16, Activation.HSWISH);

    private NetworkSamples() {}

    /** Canonical block strings for an input of 16 channels. */
    public static List<String> blocks() {
        return List.of(
                "cn_r1_k3_s1_c16_nre_skip",
                "cn_r1_k5_s2_c24_g4_nr6",
                "ds_r1_k3_s1_c16_nr6",
                "ds_r1_k5_s2_c24_se0.25_nhs",
                "dsa_r1_k3_s2_c24_nre",
                "dsa_r1_k3_s1_c16_sei0.25_nsw",
                "ir_r1_k3_s1_e6_c16_nr6",
                "ir_r1_k5_s2_e3_c24_se0.25_nhs",
                "ir_r1_k3_s1_e4_c16_sei0.25_nsw",
                "ir_r1_k7_s1_e2_c16_se0.5_nre_noskip",
                "er_r1_k3_s1_e4_c16_nr6",
                "er_r1_k3_s2_e4_c24_fc24_se0.25_nre",
                "er_r1_k5_s1_e2_c16_sei0.5_nsw",
                "uir_r1_a3_k5_s1_e4_c16_nre",
                "uir_r1_a5_k3_s2_e3_c24_nr6",
                "uir_r1_k3_s1_e2_c16_nre",
                "uir_r1_k0_s1_e2_c16_nre",
                "uir_r1_a3_k0_s2_e4_c24_se0.25_nhs",
                "uir_r1_k3_p5_s1_e2_c16_nsw",
                "uir_r1_k0_p3_s2_e2_c24_nre_noskip",
                "tk_r1_k3_s1_i0.25_o0.75_c16_nr6",
                "tk_r1_k3_s2_i0.5_o0.75_c24_nre",
                "bt_r1_k3_s1_e0.5_c16_nre",
                "bt_r1_k3_s2_e0.5_c32_g2_nhs",
                "bt_r1_k3_s2_e0.25_c32_nre_noskip",
                "sh_r1_k3_s1_e0.5_c16_g2_nre",
                "sh_r1_k3_s2_e0.5_c48_g4_nre",
                "sh_r1_k3_s2_e1_c16_nr6",
                "xs_r1_k3_s1_c16_nre",
                "xs_r1_k3_s2_c24_nhs",
                "id_r1_s1_c16",
                "id_r1_s2_c24");
    }

    /** A network with these blocks and a head with convolution, hidden layer and dropout. */
    public static Network classifier(String... blocks) {
        // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
        return Lowering.lower(architecture(new Head.Classifier(24, 20, 5, Activation.HSWISH, 0.2), blocks));
    }

    /** The same with batch norm in the head's hidden layer. */
    static Network classifierWithHiddenNorm(String... blocks) {
        // Head.Classifier: channels of the last convolution and hidden layer, batch norm, classes, activation, dropout
        return Lowering.lower(architecture(new Head.Classifier(24, 20, true, 5, Activation.HSWISH, 0.2), blocks));
    }

    /** The same without a head. */
    public static Network backbone(String... blocks) {
        return Lowering.lower(architecture(new Head.Backbone(), blocks));
    }

    /** A backbone that ends with a max pool, which no block has. */
    private static Network withMaxPool() {
        Network plain = backbone("cn_r1_k3_s1_c16_nre_skip");
        List<Layer> layers = new ArrayList<>(plain.layers());
        Shape shape = plain.output();
        layers.add(new Layer(
                layers.size(),
                "pool",
                new Op.MaxPool(3, 2),
                List.of(layers.size() - 1),
                shape.convolutionOutput(2, shape.channels())));
        return new Network("max pool", layers, List.of());
    }

    /**
     * A classifier and a backbone of each sample block, a classifier of all blocks with stride 1, a head with batch norm in the
     * hidden layer, and a max pool.
     */
    public static Stream<Network> all() {
        return Stream.concat(
                blocks().stream().flatMap(b -> Stream.of(classifier(b), backbone(b))),
                Stream.of(
                        classifier(blocks().stream()
                                .filter(b -> b.contains("_s1_"))
                                .toArray(String[]::new)),
                        classifierWithHiddenNorm("uir_r1_a3_k5_s2_e4_c24_nre"),
                        withMaxPool()));
    }

    /** All distinct segments of {@link #all} as separate networks. */
    public static Stream<Network> segments() {
        Map<String, Network> byKey = new TreeMap<>();
        all().forEach(n ->
                n.segments().stream().filter(s -> s.from() < s.to()).forEach(s -> byKey.put(s.key(), n.extract(s))));
        return byKey.values().stream();
    }

    private static Architecture architecture(Head head, String... blocks) {
        return new Architecture(
                "sample of " + String.join("|", blocks),
                INPUT,
                STEM,
                Arrays.stream(blocks).map(BlockStrings::parse).toList(),
                head);
    }
}

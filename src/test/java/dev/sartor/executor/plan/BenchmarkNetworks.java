package dev.sartor.executor.plan;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The networks of the benchmarks, by name: whole classifiers, and single blocks with the gradient of their input. */
public final class BenchmarkNetworks {
    /** Whole classifiers; {@code refnet} is compared with PyTorch. */
    public static final Map<String, Network> WHOLE = new LinkedHashMap<>();
    /** Blocks of C channels at H x H, expansion 6 ({@code fused}: 4); all residual except {@code large}, which increases the channels. */
    public static final Map<String, Network> BLOCKS = new LinkedHashMap<>();

    static {
        WHOLE.put("refnet", refNet(new Shape(3, 32, 32)));
        WHOLE.put(
                "small28",
                network(
                        new Shape(1, 28, 28),
                        16,
                        1,
                        128,
                        "ds_r1_k3_s2_c16_nr6",
                        "ir_r2_k5_s1_e4_c24_nr6",
                        "ir_r2_k3_s2_e4_c40_nr6",
                        "ir_r1_k3_s1_e4_c64_nr6"));
        WHOLE.put(
                "mixed28",
                network(
                        new Shape(1, 28, 28),
                        16,
                        2,
                        160,
                        "er_r1_k3_s1_e4_c24_nre",
                        "ir_r2_k5_s1_e3_c24_se0.25_nhs",
                        "er_r1_k3_s2_e4_c40_nre",
                        "ir_r2_k5_s1_e6_c48_nhs"));
        BLOCKS.put("A", block(new Shape(24, 32, 32), "ir_r1_k3_s1_e6_c24_nr6"));
        BLOCKS.put("B", block(new Shape(32, 16, 16), "ir_r1_k3_s1_e6_c32_nr6"));
        BLOCKS.put("C", block(new Shape(64, 8, 8), "ir_r1_k3_s1_e6_c64_nr6"));
        BLOCKS.put("A5", block(new Shape(24, 32, 32), "ir_r1_k5_s1_e6_c24_nr6"));
        BLOCKS.put("B5", block(new Shape(32, 16, 16), "ir_r1_k5_s1_e6_c32_nr6"));
        BLOCKS.put("C5", block(new Shape(64, 8, 8), "ir_r1_k5_s1_e6_c64_nr6"));
        BLOCKS.put("large", block(new Shape(32, 56, 56), "ir_r1_k3_s1_e6_c48_nr6"));
        BLOCKS.put("fused", block(new Shape(32, 16, 16), "er_r1_k3_s1_e4_c32_nr6"));
    }

    private BenchmarkNetworks() {}

    public static Network named(String name) {
        Network network = WHOLE.getOrDefault(name, BLOCKS.get(name));
        if (network == null) {
            throw new IllegalArgumentException("No network " + name + " among " + WHOLE.keySet() + BLOCKS.keySet());
        }
        return network;
    }

    /** The network {@code refnet} for images of any shape. */
    static Network refNet(Shape input) {
        return network(
                input,
                16,
                1,
                320,
                "ds_r1_k3_s1_c16_nr6",
                "ir_r2_k3_s1_e6_c24_nr6",
                "ir_r2_k3_s2_e6_c32_nr6",
                "ir_r3_k3_s2_e6_c64_nr6",
                "ir_r2_k3_s1_e6_c96_nr6");
    }

    /** A network with these channels and stride of its stem and these channels of the convolution in its head. */
    private static Network network(Shape input, int stem, int stride, int head, String... blocks) {
        return Lowering.lower(new Architecture(
                "benchmark",
                input,
                new Stem(3, stride, stem, Activation.RELU6),
                Arrays.stream(blocks)
                        .flatMap(b -> BlockStrings.parse(b, BlockStrings.Defaults.NONE).stream())
                        .toList(),
                // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
                new Head.Classifier(head, 0, 10, Activation.RELU6, 0)));
    }

    private static Network block(Shape input, String text) {
        Network whole = network(input, input.channels(), 1, 0, text);
        return whole.extract(whole.segments().get(1));
    }
}

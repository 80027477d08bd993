package dev.sartor.report;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.SqueezeExcite;
import dev.sartor.arch.Stem;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import java.util.List;
import java.util.Optional;

/** Networks for tests of drawings and reports. */
public final class SampleNetworks {
    private SampleNetworks() {}

    /** Three blocks on a 28x28 grey image: separable, inverted residual, inverted residual with SE and a residual. */
    public static Network small() {
        return network(
                "small",
                new Shape(1, 28, 28),
                // Stem: kernel size, stride, channels, activation
                new Stem(3, 2, 16, Activation.RELU),
                // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
                new Head.Classifier(0, 0, 10, Activation.RELU, 0),
                "ds_r1_k3_s1_c16_nre",
                "ir_r1_k3_s2_e4_c24_nre",
                "ir_r1_k5_s1_e2.5_c24_se0.25_nhs");
    }

    /** MobileNetV2 1.0 at 224, 17 blocks. */
    public static Network mobileNetV2() {
        return network(
                "mobilenet-v2",
                new Shape(3, 224, 224),
                new Stem(3, 2, 32, Activation.RELU6),
                new Head.Classifier(1280, 0, 1000, Activation.RELU6, 0.2),
                "ds_r1_k3_s1_c16_nr6",
                "ir_r2_k3_s2_e6_c24_nr6",
                "ir_r3_k3_s2_e6_c32_nr6",
                "ir_r4_k3_s2_e6_c64_nr6",
                "ir_r3_k3_s1_e6_c96_nr6",
                "ir_r3_k3_s2_e6_c160_nr6",
                "ir_r1_k3_s1_e6_c320_nr6");
    }

    /** One block of every kind. */
    public static Network everyKind() {
        return network(
                "every kind",
                new Shape(3, 96, 96),
                new Stem(3, 2, 16, Activation.HSWISH),
                new Head.Classifier(256, 512, 100, Activation.HSWISH, 0.2),
                "cn_r1_k3_s1_c32_g4_nre",
                "ds_r1_k3_s1_c32_se0.25_nre",
                "dsa_r1_k5_s2_c40_nr6",
                "ir_r1_k7_s1_e6_c40_se0.25_nhs",
                "uir_r1_a3_k5_s1_e4_c40_nre",
                "er_r1_k3_s2_e4_c64_nsw",
                "tk_r1_k3_s1_i0.25_o0.75_c64_nr6",
                "bt_r1_k3_s1_e0.25_c128_g4_nre",
                "sh_r1_k3_s2_e0.25_c240_g4_nre",
                "xs_r1_k3_s1_c240_nre",
                "id_r1_s1_c240");
    }

    public static Network network(String name, Shape input, Stem stem, Head head, String... blocks) {
        var defaults = new BlockStrings.Defaults(Optional.empty(), SqueezeExcite.Form.MOBILENET_V3);
        List<Block> parsed = List.of(blocks).stream()
                .flatMap(b -> BlockStrings.parse(b, defaults).stream())
                .toList();
        return Lowering.lower(new Architecture(name, input, stem, parsed, head));
    }
}

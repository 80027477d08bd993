package dev.sartor.arch;

import static dev.sartor.arch.Multipliers.Rule.FIXED;
import static dev.sartor.arch.Multipliers.Rule.SCALED;
import static dev.sartor.arch.Multipliers.Rule.SCALED_ABOVE_ONE;
import static dev.sartor.arch.Multipliers.Rule.SCALED_FROM_THREE_QUARTERS;

import java.util.List;
import java.util.stream.Stream;

/**
 * The published MobileNets, versions 1 to 4. {@link BlockStrings} explains the block strings.
 */
final class MobileNets {
    private MobileNets() {}

    static List<Preset> all() {
        return Stream.of(versions1And2(), version3(), version4())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Preset> versions1And2() {
        return List.of(
                new Preset.Builder("mobilenet-v1", Activation.RELU, "arXiv 1704.04861")
                        .stemChannels(32)
                        .classifierDropout(0.001)
                        .stemWidth(SCALED)
                        .headWidth(FIXED)
                        .build("""
                            dsa_r1_k3_s1_c64
                            dsa_r2_k3_s2_c128
                            dsa_r2_k3_s2_c256
                            dsa_r6_k3_s2_c512
                            dsa_r2_k3_s2_c1024\
                            """),
                new Preset.Builder("mobilenet-v2", Activation.RELU6, "arXiv 1801.04381")
                        .stemChannels(32)
                        .headConvolution(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED)
                        .headWidth(SCALED_ABOVE_ONE)
                        .build("""
                            ds_r1_k3_s1_c16
                            ir_r2_k3_s2_e6_c24
                            ir_r3_k3_s2_e6_c32
                            ir_r4_k3_s2_e6_c64
                            ir_r3_k3_s1_e6_c96
                            ir_r3_k3_s2_e6_c160
                            ir_r1_k3_s1_e6_c320\
                            """));
    }

    private static List<Preset> version3() {
        String paper = "arXiv 1905.02244";
        return List.of(
                new Preset.Builder("mobilenet-v3-large", Activation.HSWISH, paper)
                        .stemChannels(16)
                        .headConvolution(960)
                        .hiddenLayer(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED_FROM_THREE_QUARTERS)
                        .headWidth(SCALED)
                        .build("""
                            ds_r1_k3_s1_c16_nre
                            ir_r1_k3_s2_e4_c24_nre
                            ir_r1_k3_s1_e3_c24_nre
                            ir_r3_k5_s2_e3_c40_se0.25_nre
                            ir_r1_k3_s2_e6_c80
                            ir_r1_k3_s1_e2.5_c80
                            ir_r2_k3_s1_e2.3_c80
                            ir_r2_k3_s1_e6_c112_se0.25
                            ir_r3_k5_s2_e6_c160_se0.25\
                            """),
                new Preset.Builder("mobilenet-v3-small", Activation.HSWISH, paper)
                        .stemChannels(16)
                        .headConvolution(576)
                        .hiddenLayer(1024)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED_FROM_THREE_QUARTERS)
                        .headWidth(SCALED)
                        .build("""
                            ds_r1_k3_s2_c16_se0.25_nre
                            ir_r1_k3_s2_e4.5_c24_nre
                            ir_r1_k3_s1_e3.67_c24_nre
                            ir_r1_k5_s2_e4_c40_se0.25
                            ir_r2_k5_s1_e6_c40_se0.25
                            ir_r2_k5_s1_e3_c48_se0.25
                            ir_r3_k5_s2_e6_c96_se0.25\
                            """),
                new Preset.Builder("mobilenet-v3-large-minimal", Activation.RELU, paper)
                        .stemChannels(16)
                        .headConvolution(960)
                        .hiddenLayer(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED_FROM_THREE_QUARTERS)
                        .headWidth(SCALED)
                        .build("""
                            ds_r1_k3_s1_c16
                            ir_r1_k3_s2_e4_c24
                            ir_r1_k3_s1_e3_c24
                            ir_r3_k3_s2_e3_c40
                            ir_r1_k3_s2_e6_c80
                            ir_r1_k3_s1_e2.5_c80
                            ir_r2_k3_s1_e2.3_c80
                            ir_r2_k3_s1_e6_c112
                            ir_r3_k3_s2_e6_c160\
                            """),
                new Preset.Builder("mobilenet-v3-small-minimal", Activation.RELU, paper)
                        .stemChannels(16)
                        .headConvolution(576)
                        .hiddenLayer(1024)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED_FROM_THREE_QUARTERS)
                        .headWidth(SCALED)
                        .build("""
                            ds_r1_k3_s2_c16
                            ir_r1_k3_s2_e4.5_c24
                            ir_r1_k3_s1_e3.67_c24
                            ir_r1_k3_s2_e4_c40
                            ir_r2_k3_s1_e6_c40
                            ir_r2_k3_s1_e3_c48
                            ir_r3_k3_s2_e6_c96\
                            """));
    }

    /** The widths and kernels of timm's {@code mobilenetv4_conv_*}, without layer scale. */
    private static List<Preset> version4() {
        String paper = "arXiv 2404.10518";
        return List.of(
                new Preset.Builder("mobilenet-v4-conv-small", Activation.RELU, paper)
                        .stemChannels(32)
                        .headConvolution(960)
                        .hiddenLayerWithNorm(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED_ABOVE_ONE)
                        .headWidth(SCALED)
                        .build("""
                            cn_r1_k3_s2_c32
                            cn_r1_k1_s1_c32
                            cn_r1_k3_s2_c96
                            cn_r1_k1_s1_c64
                            uir_r1_a5_k5_s2_e3_c96
                            uir_r4_k3_s1_e2_c96
                            uir_r1_a3_k0_s1_e4_c96
                            uir_r1_a3_k3_s2_e6_c128
                            uir_r1_a5_k5_s1_e4_c128
                            uir_r1_k5_s1_e4_c128
                            uir_r1_k5_s1_e3_c128
                            uir_r2_k3_s1_e4_c128\
                            """),
                new Preset.Builder("mobilenet-v4-conv-medium", Activation.RELU, paper)
                        .resolution(256)
                        .stemChannels(32)
                        .headConvolution(960)
                        .hiddenLayerWithNorm(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED_ABOVE_ONE)
                        .headWidth(SCALED)
                        .build("""
                            er_r1_k3_s2_e4_c48
                            uir_r1_a3_k5_s2_e4_c80
                            uir_r1_a3_k3_s1_e2_c80
                            uir_r1_a3_k5_s2_e6_c160
                            uir_r2_a3_k3_s1_e4_c160
                            uir_r1_a3_k5_s1_e4_c160
                            uir_r1_a3_k3_s1_e4_c160
                            uir_r1_a3_k0_s1_e4_c160
                            uir_r1_k0_s1_e2_c160
                            uir_r1_a3_k0_s1_e4_c160
                            uir_r1_a5_k5_s2_e6_c256
                            uir_r1_a5_k5_s1_e4_c256
                            uir_r2_a3_k5_s1_e4_c256
                            uir_r1_k0_s1_e4_c256
                            uir_r1_a3_k0_s1_e4_c256
                            uir_r1_a3_k5_s1_e2_c256
                            uir_r1_a5_k5_s1_e4_c256
                            uir_r2_k0_s1_e4_c256
                            uir_r1_a5_k0_s1_e2_c256\
                            """),
                new Preset.Builder("mobilenet-v4-conv-large", Activation.RELU, paper)
                        .resolution(384)
                        .stemChannels(24)
                        .headConvolution(960)
                        .hiddenLayerWithNorm(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED_ABOVE_ONE)
                        .headWidth(SCALED)
                        .build("""
                            er_r1_k3_s2_e4_c48
                            uir_r1_a3_k5_s2_e4_c96
                            uir_r1_a3_k3_s1_e4_c96
                            uir_r1_a3_k5_s2_e4_c192
                            uir_r3_a3_k3_s1_e4_c192
                            uir_r1_a3_k5_s1_e4_c192
                            uir_r5_a5_k3_s1_e4_c192
                            uir_r1_a3_k0_s1_e4_c192
                            uir_r4_a5_k5_s2_e4_c512
                            uir_r1_a5_k0_s1_e4_c512
                            uir_r1_a5_k3_s1_e4_c512
                            uir_r2_a5_k0_s1_e4_c512
                            uir_r1_a5_k3_s1_e4_c512
                            uir_r1_a5_k5_s1_e4_c512
                            uir_r3_a5_k0_s1_e4_c512\
                            """));
    }
}

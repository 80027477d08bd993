package dev.sartor.arch;

import static dev.sartor.arch.Multipliers.Rule.FIXED;
import static dev.sartor.arch.Multipliers.Rule.SCALED;

import java.util.List;
import java.util.stream.Stream;

/**
 * The published EfficientNets: versions 1 and 2, and those for mobile devices. {@link BlockStrings} explains the block
 * strings.
 */
final class EfficientNets {
    private EfficientNets() {}

    static List<Preset> all() {
        return Stream.of(version1(), version2()).flatMap(List::stream).toList();
    }

    private static List<Preset> version1() {
        return List.of(
                new Preset.Builder("efficientnet-b0", Activation.SWISH, "arXiv 1905.11946")
                        .mnasNetSqueezeExcite()
                        .stemChannels(32)
                        .headConvolution(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED)
                        .headWidth(SCALED)
                        .build("""
                            ds_r1_k3_s1_c16_se0.25
                            ir_r2_k3_s2_e6_c24_se0.25
                            ir_r2_k5_s2_e6_c40_se0.25
                            ir_r3_k3_s2_e6_c80_se0.25
                            ir_r3_k5_s1_e6_c112_se0.25
                            ir_r4_k5_s2_e6_c192_se0.25
                            ir_r1_k3_s1_e6_c320_se0.25\
                            """),
                new Preset.Builder("efficientnet-lite0", Activation.RELU6, "EfficientNet-Lite, Google, 2020")
                        .stemChannels(32)
                        .headConvolution(1280)
                        .classifierDropout(0.2)
                        .stemWidth(FIXED)
                        .headWidth(FIXED)
                        .build("""
                            ds_r1_k3_s1_c16
                            ir_r2_k3_s2_e6_c24
                            ir_r2_k5_s2_e6_c40
                            ir_r3_k3_s2_e6_c80
                            ir_r3_k5_s1_e6_c112
                            ir_r4_k5_s2_e6_c192
                            ir_r1_k3_s1_e6_c320\
                            """),
                new Preset.Builder("efficientnet-edgetpu-s", Activation.RELU, "EfficientNet-EdgeTPU, Google, 2019")
                        .stemChannels(32)
                        .headConvolution(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED)
                        .headWidth(SCALED)
                        .build("""
                            er_r1_k3_s1_e4_c24_fc24_noskip
                            er_r2_k3_s2_e8_c32
                            er_r4_k3_s2_e8_c48
                            ir_r5_k5_s2_e8_c96
                            ir_r4_k5_s1_e8_c144
                            ir_r2_k5_s2_e8_c192\
                            """));
    }

    private static List<Preset> version2() {
        String paper = "arXiv 2104.00298";
        return List.of(
                new Preset.Builder("efficientnet-v2-b0", Activation.SWISH, paper)
                        .mnasNetSqueezeExcite()
                        .stemChannels(32)
                        .headConvolution(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED)
                        .headWidth(SCALED)
                        .build("""
                            cn_r1_k3_s1_c16_skip
                            er_r2_k3_s2_e4_c32
                            er_r2_k3_s2_e4_c48
                            ir_r3_k3_s2_e4_c96_se0.25
                            ir_r5_k3_s1_e6_c112_se0.25
                            ir_r8_k3_s2_e6_c192_se0.25\
                            """),
                new Preset.Builder("efficientnet-v2-s", Activation.SWISH, paper)
                        .mnasNetSqueezeExcite()
                        .resolution(384)
                        .stemChannels(24)
                        .headConvolution(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED)
                        .headWidth(SCALED)
                        .build("""
                            cn_r2_k3_s1_c24_skip
                            er_r4_k3_s2_e4_c48
                            er_r4_k3_s2_e4_c64
                            ir_r6_k3_s2_e4_c128_se0.25
                            ir_r9_k3_s1_e6_c160_se0.25
                            ir_r15_k3_s2_e6_c256_se0.25\
                            """));
    }
}

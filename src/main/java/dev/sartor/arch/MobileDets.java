package dev.sartor.arch;

import static dev.sartor.arch.Multipliers.Rule.SCALED;

import java.util.List;

/**
 * The four MobileDet backbones at 320 pixels (arXiv 2004.14525, section 4 and its published block lists). {@link
 * BlockStrings} explains the block strings. Backbones have no head.
 */
final class MobileDets {
    private static final String PAPER = "arXiv 2004.14525";
    private static final int RESOLUTION = 320;

    private MobileDets() {}

    static List<Preset> all() {
        return List.of(cpu(), dsp(), edgeTpu(), gpu());
    }

    private static Preset.Builder builder(String name, Activation activation, int stemChannels) {
        return new Preset.Builder(name, activation, PAPER)
                .resolution(RESOLUTION)
                .stemChannels(stemChannels);
    }

    private static Preset cpu() {
        return builder("mobiledet-cpu", Activation.HSWISH, 16)
                .stemWidth(SCALED)
                .headWidth(SCALED)
                .build("""
                    ds_r1_k3_s1_c8_se0.25
                    ir_r1_k3_s2_e4_c16_se0.25
                    ir_r1_k3_s2_e8_c32_se0.25
                    ir_r3_k3_s1_e4_c32_se0.25
                    ir_r1_k5_s2_e8_c72_se0.25
                    ir_r1_k3_s1_e8_c72_se0.25
                    ir_r1_k5_s1_e4_c72_se0.25
                    ir_r1_k3_s1_e4_c72_se0.25
                    ir_r1_k3_s1_e8_c72_se0.25_noskip
                    ir_r3_k3_s1_e8_c72_se0.25
                    ir_r1_k5_s2_e8_c104_se0.25
                    ir_r2_k5_s1_e4_c104_se0.25
                    ir_r1_k3_s1_e4_c104_se0.25
                    ir_r1_k3_s1_e8_c144_se0.25\
                    """);
    }

    private static Preset dsp() {
        return builder("mobiledet-dsp", Activation.RELU6, 32)
                .stemWidth(SCALED)
                .headWidth(SCALED)
                .build("""
                    ds_r1_k3_s1_c24
                    er_r1_k3_s2_e4_c32
                    er_r1_k3_s1_e4_c32
                    ir_r1_k3_s1_e4_c32
                    tk_r1_k3_s1_i0.25_o0.75_c32
                    er_r1_k3_s2_e8_c64
                    ir_r1_k3_s1_e4_c64
                    er_r2_k3_s1_e4_c64
                    er_r1_k3_s2_e8_c120
                    ir_r1_k3_s1_e4_c120
                    ir_r2_k3_s1_e8_c120
                    er_r1_k3_s1_e8_c144
                    ir_r3_k3_s1_e8_c144
                    ir_r1_k3_s2_e4_c160
                    ir_r1_k3_s1_e4_c160
                    er_r1_k3_s1_e4_c160
                    tk_r1_k3_s1_i0.75_o0.75_c160
                    ir_r1_k3_s1_e8_c240\
                    """);
    }

    private static Preset edgeTpu() {
        return builder("mobiledet-edgetpu", Activation.RELU6, 32)
                .stemWidth(SCALED)
                .headWidth(SCALED)
                .build("""
                    tk_r1_k3_s1_i0.25_o0.75_c16
                    er_r1_k3_s2_e8_c16
                    er_r1_k3_s1_e4_c16
                    er_r1_k3_s1_e8_c16
                    er_r1_k3_s1_e4_c16
                    er_r1_k5_s2_e8_c40
                    er_r3_k3_s1_e4_c40
                    ir_r1_k3_s2_e8_c72
                    ir_r1_k3_s1_e8_c72
                    er_r2_k3_s1_e4_c72
                    ir_r2_k5_s1_e8_c96
                    ir_r2_k3_s1_e8_c96
                    ir_r1_k5_s2_e8_c120
                    ir_r1_k3_s1_e8_c120
                    ir_r1_k5_s1_e4_c120
                    ir_r1_k3_s1_e8_c120
                    ir_r1_k5_s1_e8_c384\
                    """);
    }

    private static Preset gpu() {
        return builder("mobiledet-gpu", Activation.RELU6, 32)
                .stemWidth(SCALED)
                .headWidth(SCALED)
                .build("""
                    tk_r1_k3_s1_i0.25_o0.25_c16
                    er_r1_k3_s2_e8_c32
                    tk_r3_k3_s1_i0.25_o0.25_c32
                    er_r1_k3_s2_e8_c64
                    er_r2_k3_s1_e8_c64
                    er_r1_k3_s1_e4_c64
                    er_r1_k3_s2_e8_c128
                    er_r3_k3_s1_e4_c128
                    er_r1_k3_s1_e8_c128_noskip
                    er_r3_k3_s1_e8_c128
                    er_r1_k3_s2_e4_c128
                    er_r3_k3_s1_e4_c128
                    ir_r1_k3_s1_e8_c384\
                    """);
    }
}

package dev.sartor.arch;

import static dev.sartor.arch.Multipliers.Rule.FIXED;
import static dev.sartor.arch.Multipliers.Rule.SCALED;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The published networks that Sartor knows by name. {@link BlockStrings} explains the block strings.
 */
public final class Presets {
    private static final SortedMap<String, Preset> BY_NAME = new TreeMap<>();

    static {
        Stream.of(MobileNets.all(), mnasNets(), List.of(fbNet()), EfficientNets.all(), MobileDets.all())
                .flatMap(List::stream)
                .forEach(p -> BY_NAME.put(p.name(), p));
    }

    private Presets() {}

    /** All presets, by name. */
    public static List<Preset> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The preset of that name; an unknown name is a {@link UserError} that suggests the most similar one. */
    public static Preset byName(String name) {
        Preset preset = BY_NAME.get(name);
        if (preset == null) {
            throw new UserError(
                    "unknown preset '" + name + "'",
                    "the architecture argument",
                    Suggestions.fix(name, BY_NAME.keySet()));
        }
        return preset;
    }

    public static boolean exists(String name) {
        return BY_NAME.containsKey(name);
    }

    private static List<Preset> mnasNets() {
        String paper = "arXiv 1807.11626";
        return List.of(
                new Preset.Builder("mnasnet-a1", Activation.RELU, paper)
                        .mnasNetSqueezeExcite()
                        .stemChannels(32)
                        .headConvolution(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED)
                        .headWidth(FIXED)
                        .build("""
                            ds_r1_k3_s1_c16_noskip
                            ir_r2_k3_s2_e6_c24
                            ir_r3_k5_s2_e3_c40_se0.25
                            ir_r4_k3_s2_e6_c80
                            ir_r2_k3_s1_e6_c112_se0.25
                            ir_r3_k5_s2_e6_c160_se0.25
                            ir_r1_k3_s1_e6_c320\
                            """),
                new Preset.Builder("mnasnet-b1", Activation.RELU, paper)
                        .stemChannels(32)
                        .headConvolution(1280)
                        .classifierDropout(0.2)
                        .stemWidth(SCALED)
                        .headWidth(FIXED)
                        .build("""
                            ds_r1_k3_s1_c16_noskip
                            ir_r3_k3_s2_e3_c24
                            ir_r3_k5_s2_e3_c40
                            ir_r3_k5_s2_e6_c80
                            ir_r2_k3_s1_e6_c96
                            ir_r4_k5_s2_e6_c192
                            ir_r1_k3_s1_e6_c320_noskip\
                            """));
    }

    private static Preset fbNet() {
        return new Preset.Builder("fbnet-c", Activation.RELU, "arXiv 1812.03443")
                .stemChannels(16)
                .headConvolution(1984)
                .classifierDropout(0.2)
                .stemWidth(SCALED)
                .headWidth(FIXED)
                .build("""
                    ir_r1_k3_s1_e1_c16
                    ir_r1_k3_s2_e6_c24
                    ir_r2_k3_s1_e1_c24
                    ir_r1_k5_s2_e6_c32
                    ir_r1_k5_s1_e3_c32
                    ir_r1_k5_s1_e6_c32
                    ir_r1_k3_s1_e6_c32
                    ir_r1_k5_s2_e6_c64
                    ir_r1_k5_s1_e3_c64
                    ir_r2_k5_s1_e6_c64
                    ir_r3_k5_s1_e6_c112
                    ir_r1_k5_s1_e3_c112
                    ir_r4_k5_s2_e6_c184
                    ir_r1_k3_s1_e6_c352\
                    """);
    }
}

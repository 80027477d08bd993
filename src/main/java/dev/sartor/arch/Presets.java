package dev.sartor.arch;

import static dev.sartor.arch.Multipliers.Rule.FIXED;
import static dev.sartor.arch.Multipliers.Rule.SCALED;
import static dev.sartor.arch.Multipliers.Rule.SCALED_ABOVE_ONE;
import static dev.sartor.arch.Multipliers.Rule.SCALED_FROM_THREE_QUARTERS;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The published networks that Sartor knows by name. */
public final class Presets {
    private static final int CLASSES = 1000;
    private static final Map<String, Preset> BY_NAME = new TreeMap<>();

    static {
        mobileNets();
        mobileNetV3();
        mobileNetV4();
        mnasNets();
        efficientNets();
        efficientNetsV2();
        MobileDets.all().forEach(Presets::add);
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

    private static void add(Preset preset) {
        BY_NAME.put(preset.name(), preset);
    }

    private static void mobileNets() {
        add(new PresetBuilder("mobilenet-v1", Activation.RELU, "arXiv 1704.04861")
                .stem(32)
                .head(0, 0, 0.001)
                .stemWidth(SCALED)
                .headWidth(FIXED)
                .build("""
                    dsa_r1_k3_s1_c64
                    dsa_r2_k3_s2_c128
                    dsa_r2_k3_s2_c256
                    dsa_r6_k3_s2_c512
                    dsa_r2_k3_s2_c1024\
                    """));
        add(new PresetBuilder("mobilenet-v2", Activation.RELU6, "arXiv 1801.04381")
                .stem(32)
                .head(1280, 0, 0.2)
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
        add(new PresetBuilder("fbnet-c", Activation.RELU, "arXiv 1812.03443")
                .stem(16)
                .head(1984, 0, 0.2)
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
                    """));
    }

    private static void mobileNetV3() {
        String paper = "arXiv 1905.02244";
        add(new PresetBuilder("mobilenet-v3-large", Activation.HSWISH, paper)
                .stem(16)
                .head(960, 1280, 0.2)
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
                    """));
        add(new PresetBuilder("mobilenet-v3-small", Activation.HSWISH, paper)
                .stem(16)
                .head(576, 1024, 0.2)
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
                    """));
        add(new PresetBuilder("mobilenet-v3-large-minimal", Activation.RELU, paper)
                .stem(16)
                .head(960, 1280, 0.2)
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
                    """));
        add(new PresetBuilder("mobilenet-v3-small-minimal", Activation.RELU, paper)
                .stem(16)
                .head(576, 1024, 0.2)
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
    private static void mobileNetV4() {
        String paper = "arXiv 2404.10518";
        add(new PresetBuilder("mobilenet-v4-conv-small", Activation.RELU, paper)
                .stem(32)
                .headWithHiddenNorm(960, 1280, 0.2)
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
                    """));
        add(new PresetBuilder("mobilenet-v4-conv-medium", Activation.RELU, paper)
                .resolution(256)
                .stem(32)
                .headWithHiddenNorm(960, 1280, 0.2)
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
                    """));
        add(new PresetBuilder("mobilenet-v4-conv-large", Activation.RELU, paper)
                .resolution(384)
                .stem(24)
                .headWithHiddenNorm(960, 1280, 0.2)
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

    private static void mnasNets() {
        String paper = "arXiv 1807.11626";
        add(new PresetBuilder("mnasnet-a1", Activation.RELU, paper)
                .softSqueezeExcite()
                .stem(32)
                .head(1280, 0, 0.2)
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
                    """));
        add(new PresetBuilder("mnasnet-b1", Activation.RELU, paper)
                .stem(32)
                .head(1280, 0, 0.2)
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

    private static void efficientNets() {
        add(new PresetBuilder("efficientnet-b0", Activation.SWISH, "arXiv 1905.11946")
                .softSqueezeExcite()
                .stem(32)
                .head(1280, 0, 0.2)
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
                    """));
        add(new PresetBuilder("efficientnet-lite0", Activation.RELU6, "EfficientNet-Lite, Google, 2020")
                .stem(32)
                .head(1280, 0, 0.2)
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
                    """));
        add(new PresetBuilder("efficientnet-edgetpu-s", Activation.RELU, "EfficientNet-EdgeTPU, Google, 2019")
                .stem(32)
                .head(1280, 0, 0.2)
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

    private static void efficientNetsV2() {
        String paper = "arXiv 2104.00298";
        add(new PresetBuilder("efficientnet-v2-b0", Activation.SWISH, paper)
                .softSqueezeExcite()
                .stem(32)
                .head(1280, 0, 0.2)
                .stemWidth(SCALED)
                .headWidth(SCALED)
                .build("""
                    cn_r1_k3_s1_c16_skip
                    er_r2_k3_s2_e4_c32
                    er_r2_k3_s2_e4_c48
                    ir_r3_k3_s2_e4_c96_se0.25
                    ir_r5_k3_s1_e6_c112_se0.25
                    ir_r8_k3_s2_e6_c192_se0.25\
                    """));
        add(new PresetBuilder("efficientnet-v2-s", Activation.SWISH, paper)
                .softSqueezeExcite()
                .resolution(384)
                .stem(24)
                .head(1280, 0, 0.2)
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

    /** Builder of a preset from the block strings of its paper. */
    static final class PresetBuilder {
        private final String name;
        private final Activation activation;
        private final String source;
        private SqueezeExcite.Form form = SqueezeExcite.Form.HARD;
        private int resolution = 224;
        private Stem stem;
        private Head head = new Head.Backbone();
        private Multipliers.Rule stemRule;
        private Multipliers.Rule headRule;

        PresetBuilder(String name, Activation activation, String source) {
            this.name = name;
            this.activation = activation;
            this.source = source;
        }

        PresetBuilder softSqueezeExcite() {
            form = SqueezeExcite.Form.SOFT;
            return this;
        }

        PresetBuilder resolution(int pixels) {
            resolution = pixels;
            return this;
        }

        PresetBuilder stem(int channels) {
            stem = new Stem(3, 2, channels, activation);
            return this;
        }

        PresetBuilder head(int conv, int hidden, double dropout) {
            head = new Head.Classifier(conv, hidden, CLASSES, activation, dropout);
            return this;
        }

        PresetBuilder headWithHiddenNorm(int conv, int hidden, double dropout) {
            head = new Head.Classifier(conv, hidden, true, CLASSES, activation, dropout);
            return this;
        }

        /** When the width multiplier scales the channels of the stem. */
        PresetBuilder stemWidth(Multipliers.Rule rule) {
            stemRule = rule;
            return this;
        }

        /** When the width multiplier scales the channels of the head's convolution. */
        PresetBuilder headWidth(Multipliers.Rule rule) {
            headRule = rule;
            return this;
        }

        Preset build(String blockStrings) {
            var defaults = new BlockStrings.Defaults(java.util.Optional.of(activation), form);
            List<Block> blocks = blockStrings
                    .lines()
                    .flatMap(s -> BlockStrings.parse(s, defaults).stream())
                    .toList();
            var architecture = new Architecture(name, new Shape(3, resolution, resolution), stem, blocks, head);
            return new Preset(architecture, new Multipliers(stemRule, headRule), source);
        }
    }
}

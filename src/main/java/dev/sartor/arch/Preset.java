package dev.sartor.arch;

import java.util.List;
import java.util.Optional;

/**
 * A published network that is known by name.
 *
 * @param architecture the network at width multiplier 1 and its published resolution
 * @param multipliers  how the width multiplier scales stem and head
 * @param source       the paper
 */
public record Preset(Architecture architecture, Multipliers multipliers, String source) {

    public String name() {
        return architecture.name();
    }

    /** The architecture with a width multiplier. */
    public Architecture withWidth(double width) {
        return multipliers.scaled(architecture, width);
    }

    /** Builder of a preset for ImageNet from the block strings of its paper. */
    static final class Builder {
        private static final int CLASSES = 1000;
        private static final int STEM_KERNEL = 3;
        private static final int STEM_STRIDE = 2;

        private final String name;
        private final Activation activation;
        private final String source;
        private SqueezeExcite.Form form = SqueezeExcite.Form.HARD;
        private int resolution = 224;
        private Stem stem;
        private Head head = new Head.Backbone();
        private Multipliers.Rule stemRule;
        private Multipliers.Rule headRule;

        Builder(String name, Activation activation, String source) {
            this.name = name;
            this.activation = activation;
            this.source = source;
        }

        Builder softSqueezeExcite() {
            form = SqueezeExcite.Form.SOFT;
            return this;
        }

        Builder resolution(int pixels) {
            resolution = pixels;
            return this;
        }

        Builder stem(int channels) {
            stem = new Stem(STEM_KERNEL, STEM_STRIDE, channels, activation);
            return this;
        }

        Builder head(int conv, int hidden, double dropout) {
            head = new Head.Classifier(conv, hidden, CLASSES, activation, dropout);
            return this;
        }

        Builder headWithHiddenNorm(int conv, int hidden, double dropout) {
            head = new Head.Classifier(conv, hidden, true, CLASSES, activation, dropout);
            return this;
        }

        /** When the width multiplier scales the channels of the stem. */
        Builder stemWidth(Multipliers.Rule rule) {
            stemRule = rule;
            return this;
        }

        /** When the width multiplier scales the channels of the head's convolution. */
        Builder headWidth(Multipliers.Rule rule) {
            headRule = rule;
            return this;
        }

        Preset build(String blockStrings) {
            var defaults = new BlockStrings.Defaults(Optional.of(activation), form);
            List<Block> blocks = blockStrings
                    .lines()
                    .flatMap(s -> BlockStrings.parse(s, defaults).stream())
                    .toList();
            var architecture = new Architecture(name, new Shape(3, resolution, resolution), stem, blocks, head);
            return new Preset(architecture, new Multipliers(stemRule, headRule), source);
        }
    }
}

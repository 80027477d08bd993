package dev.sartor.arch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
        private static final int RGB_CHANNELS = 3;
        private static final int CLASSES = 1000;
        private static final int STEM_KERNEL = 3;
        private static final int STEM_STRIDE = 2;

        private final String name;
        private final Activation activation;
        private final String source;
        private SqueezeExcite.Form form = SqueezeExcite.Form.MOBILENET_V3;
        private int resolution = 224;
        private Stem stem;
        private int headChannels;
        private int hiddenOutputs;
        private boolean hiddenNorm;
        private OptionalDouble dropout = OptionalDouble.empty();
        private Multipliers.Rule stemRule;
        private Multipliers.Rule headRule;

        Builder(String name, Activation activation, String source) {
            this.name = name;
            this.activation = activation;
            this.source = source;
        }

        /** Makes the token {@code se} of block strings mean squeeze-and-excite in the form of MnasNet and EfficientNet. */
        Builder mnasNetSqueezeExcite() {
            form = SqueezeExcite.Form.MNASNET;
            return this;
        }

        Builder resolution(int pixels) {
            resolution = pixels;
            return this;
        }

        Builder stemChannels(int channels) {
            stem = new Stem(STEM_KERNEL, STEM_STRIDE, channels, activation);
            return this;
        }

        /** Gives the head a pointwise convolution before the global average pool. */
        Builder headConvolution(int channels) {
            headChannels = channels;
            return this;
        }

        /** Gives the head a linear layer after the global average pool. */
        Builder hiddenLayer(int outputs) {
            hiddenOutputs = outputs;
            return this;
        }

        /** Gives the head a pointwise convolution with batch norm after the global average pool. */
        Builder hiddenLayerWithNorm(int outputs) {
            hiddenOutputs = outputs;
            hiddenNorm = true;
            return this;
        }

        /** Gives the network a classifier after dropout with this rate; without it, the network is a backbone. */
        Builder classifierDropout(double rate) {
            dropout = OptionalDouble.of(rate);
            return this;
        }

        private Head head() {
            return dropout.isPresent()
                    ? new Head.Classifier(
                            headChannels, hiddenOutputs, hiddenNorm, CLASSES, activation, dropout.getAsDouble())
                    : new Head.Backbone();
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

        /** @param blockStrings one per line */
        Preset build(String blockStrings) {
            var defaults = new BlockStrings.Defaults(Optional.of(activation), form);
            List<Block> blocks = blockStrings
                    .lines()
                    .flatMap(s -> BlockStrings.parse(s, defaults).stream())
                    .toList();
            var architecture =
                    new Architecture(name, new Shape(RGB_CHANNELS, resolution, resolution), stem, blocks, head());
            return new Preset(architecture, new Multipliers(stemRule, headRule), source);
        }
    }
}

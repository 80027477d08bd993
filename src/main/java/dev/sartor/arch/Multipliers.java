package dev.sartor.arch;

import dev.sartor.base.UserError;
import java.util.OptionalInt;

/**
 * The width and resolution multipliers of MobileNetV1 (arXiv 1704.04861, sections 3.3 and 3.4). The width multiplier alpha
 * scales the channels of all blocks; whether it scales stem and head differs between families of networks.
 *
 * @param stem       when it scales the stem
 * @param head       when it scales the head's convolution
 * @param multipleOf if present, all channels are rounded to multiples of it, even those that are not scaled; otherwise scaled
 *                   channels are rounded to multiples of 8
 */
public record Multipliers(Rule stem, Rule head, OptionalInt multipleOf) {

    /** When the width multiplier scales a number of channels. */
    public enum Rule {
        /** Always, to channels * alpha rounded by {@link ChannelRounding#makeDivisible}. */
        SCALED,
        /** Only if alpha is above 1: MobileNetV2's last convolution. */
        SCALED_ABOVE_ONE,
        /** Only if alpha is at least 0.75: MobileNetV3's stem. */
        SCALED_FROM_THREE_QUARTERS,
        /** Never. */
        FIXED;

        private static final int MAX_WIDTH = 16;

        /**
         * The scaled number of channels; 0 stays 0.
         *
         * @param multipleOf if present, the result is a multiple of this number instead of 8, even if the multiplier does not scale it
         */
        int apply(int channels, double alpha, OptionalInt multipleOf) {
            if (!(alpha > 0 && alpha <= MAX_WIDTH)) {
                throw new IllegalArgumentException(
                        "A width multiplier must lie in (0, " + MAX_WIDTH + "], not " + alpha);
            }
            boolean scales = alpha != 1
                    && switch (this) {
                        case SCALED -> true;
                        case SCALED_ABOVE_ONE -> alpha > 1;
                        case SCALED_FROM_THREE_QUARTERS -> alpha >= 0.75;
                        case FIXED -> false;
                    };
            return channels == 0 || !scales && multipleOf.isEmpty()
                    ? channels
                    : ChannelRounding.makeDivisible(
                            scales ? channels * alpha : channels, multipleOf.orElse(ChannelRounding.DIVISOR));
        }
    }

    /** Multipliers that round only scaled channels, to multiples of 8. */
    public Multipliers(Rule stem, Rule head) {
        this(stem, head, OptionalInt.empty());
    }

    /** The multiplier scales the stem, all blocks, and the head's convolution. */
    public static final Multipliers ALL = new Multipliers(Rule.SCALED, Rule.SCALED);

    /**
     * The architecture with its channels multiplied by alpha. The head's hidden layer is never scaled.
     *
     * @throws UserError if alpha or the resulting channels are out of range
     */
    public Architecture scaled(Architecture a, double alpha) {
        try {
            return scaledWithin(a, alpha);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    e.getMessage(),
                    a.name() + " with the width multiplier " + alpha,
                    "choose another width multiplier");
        }
    }

    private Architecture scaledWithin(Architecture a, double alpha) {
        return new Architecture(
                a.name(),
                a.input(),
                scaled(a.stem(), alpha),
                a.blocks().stream()
                        .map(b -> b.withChannels(blockChannels(b.channels(), alpha)))
                        .toList(),
                scaled(a.head(), alpha));
    }

    public Stem scaled(Stem s, double alpha) {
        return s.withChannels(stem.apply(s.channels(), alpha, multipleOf));
    }

    public Head scaled(Head h, double alpha) {
        return switch (h) {
            case Head.Classifier c ->
                new Head.Classifier(
                        head.apply(c.convChannels(), alpha, multipleOf),
                        c.hiddenChannels(),
                        c.hiddenNorm(),
                        c.classes(),
                        c.activation(),
                        c.dropout());
            case Head.Backbone b -> b;
        };
    }

    /** The output channels of a block with a width multiplier. */
    public int blockChannels(int channels, double alpha) {
        return Rule.SCALED.apply(channels, alpha, multipleOf);
    }

    /** The architecture at another square input resolution, in pixels. */
    public static Architecture withResolution(Architecture a, int resolution) {
        return a.withInput(new Shape(a.input().channels(), resolution, resolution));
    }
}

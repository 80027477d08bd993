package dev.sartor.arch;

/**
 * The two multipliers of MobileNetV1 (arXiv 1704.04861, section 3.3 and 3.4): width alpha scales channels, resolution
 * rho scales the input. Families differ in whether stem and head follow alpha.
 */
public record Multipliers(Rule stem, Rule head) {

    /** How a channel count follows the width multiplier. */
    public enum Rule {
        /** Always divisible(channels * alpha). */
        SCALED,
        /** Only where alpha is above 1: MobileNetV2's last convolution. */
        WIDENED,
        /** Not below alpha = 0.75: MobileNetV3's stem. */
        SCALED_FROM_THREE_QUARTERS,
        /** Never. */
        FIXED;

        int apply(int channels, double alpha) {
            if (!(alpha > 0 && alpha <= 16)) {
                throw new IllegalArgumentException("A width multiplier must lie in (0, 16], not " + alpha);
            }
            boolean follows = switch (this) {
                case SCALED -> true;
                case WIDENED -> alpha > 1;
                case SCALED_FROM_THREE_QUARTERS -> alpha >= 0.75;
                case FIXED -> false;
            };
            return follows && channels > 0 && alpha != 1 ? ChannelRounding.divisible(channels * alpha) : channels;
        }
    }

    /** Stem, blocks and head's convolution all follow. */
    public static final Multipliers ALL = new Multipliers(Rule.SCALED, Rule.SCALED);

    /** The architecture with its widths multiplied by alpha; 1 changes nothing. The head's hidden layer never follows. */
    public Architecture widen(Architecture a, double alpha) {
        return new Architecture(
                a.name(),
                a.input(),
                widen(a.stem(), alpha),
                a.blocks().stream()
                        .map(b -> b.withChannels(width(b.channels(), alpha)))
                        .toList(),
                widen(a.head(), alpha));
    }

    public Stem widen(Stem s, double alpha) {
        return s.withChannels(stem.apply(s.channels(), alpha));
    }

    public Head widen(Head h, double alpha) {
        return switch (h) {
            case Head.Classifier c ->
                new Head.Classifier(
                        head.apply(c.convChannels(), alpha),
                        c.hiddenChannels(),
                        c.hiddenNorm(),
                        c.classes(),
                        c.activation(),
                        c.dropout());
            case Head.Backbone b -> b;
        };
    }

    /** The output channels of a block at that width. */
    public static int width(int channels, double alpha) {
        return Rule.SCALED.apply(channels, alpha);
    }

    /** The architecture at another square input resolution, in pixels. */
    public static Architecture resize(Architecture a, int resolution) {
        return a.withInput(new Shape(a.input().channels(), resolution, resolution));
    }
}

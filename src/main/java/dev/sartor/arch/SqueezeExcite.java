package dev.sartor.arch;

/**
 * Squeeze-and-excite (arXiv 1709.01507): global average pool, two linear layers with biases, and a scale factor per channel.
 *
 * @param ratio the ratio of squeezed channels to the block's expanded ({@link Form#MOBILENET_V3}) or input ({@link Form#MNASNET}) channels, in
 *              (0, 1]
 */
public record SqueezeExcite(double ratio, Form form) {

    /** The two forms in use. They differ in the squeezed channels, the inner activation and the final function. */
    public enum Form {
        /** MobileNetV3, MobileDets: squeezed to makeDivisible(mid * ratio), relu inside, hard sigmoid at the end. */
        MOBILENET_V3("se"),
        /** MnasNet, EfficientNet: squeezed to round(in * ratio), the block's activation inside, sigmoid at the end. */
        MNASNET("sei");

        private final String key;

        Form(String key) {
            this.key = key;
        }

        /** The key of a token in a block string. */
        public String key() {
            return key;
        }
    }

    public SqueezeExcite {
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException("A squeeze-excite ratio must lie in (0, 1], not " + ratio);
        }
    }

    /** The squeezed channels of a block with {@code in} input and {@code mid} expanded channels. */
    public int squeezedChannels(int in, int mid) {
        return switch (form) {
            case MOBILENET_V3 -> ChannelRounding.makeDivisible(mid * ratio);
            case MNASNET -> Math.max(1, (int) Math.rint(in * ratio));
        };
    }
}

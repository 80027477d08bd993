package dev.sartor.arch;

/**
 * Squeeze-and-excite: a global pool, two small linear layers (with biases) and a gate per channel.
 *
 * @param ratio the squeezed width over the width it is taken from, in (0, 1]
 * @param form  which of the field's two forms
 */
public record SqueezeExcite(double ratio, Form form) {

    /** The two forms in use; they differ in the squeezed width, the inner activation and the gate. */
    public enum Form {
        /** MobileNetV3, MobileDets: squeezed to divisible(mid * ratio), relu inside, hard-sigmoid gate. */
        HARD("se"),
        /** MnasNet, EfficientNet: squeezed to round(input * ratio), the block's activation inside, sigmoid gate. */
        SOFT("sei");

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

    /** The squeezed width of a block with {@code in} input and {@code mid} expanded channels. */
    public int squeezed(int in, int mid) {
        return switch (form) {
            case HARD -> ChannelRounding.divisible(mid * ratio);
            case SOFT -> Math.max(1, (int) Math.rint(in * ratio));
        };
    }
}

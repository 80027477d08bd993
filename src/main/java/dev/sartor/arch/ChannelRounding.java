package dev.sartor.arch;

/** The rounding of channel counts in MobileNets: to multiples of 8, or another number, never down by more than a tenth. */
public final class ChannelRounding {
    public static final int DIVISOR = 8;
    private static final int MAX_CHANNELS = 1 << 24;
    /** Smallest ratio of the result to the value. */
    private static final double ROUND_LIMIT = 0.9;

    private ChannelRounding() {}

    /**
     * TensorFlow's and timm's {@code make_divisible(value, 8, 0.9)}: the nearest multiple of 8, at least 8; the next larger
     * one if the nearest is more than 10 % below the value.
     */
    public static int makeDivisible(double value) {
        return makeDivisible(value, DIVISOR);
    }

    /** The same for multiples of another number: {@code make_divisible(value, divisor, 0.9)}. */
    static int makeDivisible(double value, int divisor) {
        if (!(value > 0) || value > MAX_CHANNELS) {
            throw new IllegalArgumentException("A channel count must lie in (0, 2^24], not " + value);
        }
        int rounded = Math.max(divisor, (int) (value + divisor / 2.0) / divisor * divisor);
        return rounded < ROUND_LIMIT * value ? rounded + divisor : rounded;
    }
}

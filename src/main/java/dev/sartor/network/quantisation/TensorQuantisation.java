package dev.sartor.network.quantisation;

/**
 * The quantisation of a tensor of activations to unsigned 8-bit integers: value = scale * (q - zeroPoint) with q in [0, 255].
 * Formats with signed 8-bit activations use the same scale with q and zero point smaller by 128.
 *
 * @param scale     the value of one step; positive
 * @param zeroPoint the integer that stands for 0, in [0, 255]
 */
public record TensorQuantisation(float scale, int zeroPoint) {
    /** The largest quantised value; the smallest is 0. */
    public static final int MAX = 255;

    /** The output of a hard sigmoid, [0, 1]. */
    public static final TensorQuantisation HARD_SIGMOID = new TensorQuantisation(1f / MAX, 0);

    /** The output of a sigmoid, [0, 1 - 1/256]: the quantisation that LiteRT requires. */
    public static final TensorQuantisation SIGMOID = new TensorQuantisation(1f / (MAX + 1), 0);

    /** The scale of a tensor whose values are all zero. */
    private static final float SCALE_OF_ZEROS = 1f / MAX;

    public TensorQuantisation {
        if (!(scale > 0) || Float.isInfinite(scale)) {
            throw new IllegalArgumentException("The scale of a tensor must be positive, not " + scale);
        }
        if (zeroPoint < 0 || zeroPoint > MAX) {
            throw new IllegalArgumentException("A zero point must lie in [0, " + MAX + "], not be " + zeroPoint);
        }
    }

    /** The quantisation whose values cover a range, extended to include 0. */
    public static TensorQuantisation of(ValueRange range) {
        double low = Math.min(0, range.low());
        double high = Math.max(0, range.high());
        float scale = (float) ((high - low) / MAX);
        if (!(scale >= Float.MIN_NORMAL)) {
            return new TensorQuantisation(SCALE_OF_ZEROS, 0);
        }
        return new TensorQuantisation(scale, (int) Math.clamp(Math.rint(-low / scale), 0, MAX));
    }

    /** The nearest quantised value in [0, 255]; of two equally near ones the even one, as in ONNX's QuantizeLinear. */
    public int quantise(float value) {
        return (int) Math.rint(Math.clamp(value / scale, -zeroPoint, MAX - zeroPoint)) + zeroPoint;
    }

    /** The value that a quantised one stands for. */
    public float dequantise(int quantised) {
        return scale * (quantised - zeroPoint);
    }

    /** The range of the values that it can represent. */
    public ValueRange range() {
        return new ValueRange(dequantise(0), dequantise(MAX));
    }
}

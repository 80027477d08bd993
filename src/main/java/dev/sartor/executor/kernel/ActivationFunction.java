package dev.sartor.executor.kernel;

import dev.sartor.network.Op;

/** An activation function: either a clamp of its argument to an interval, as ReLU is, or another function. */
public enum ActivationFunction {
    LINEAR(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
    RELU(0, Float.POSITIVE_INFINITY),
    RELU6(0, 6),
    HSWISH(Float.NaN, Float.NaN),
    SWISH(Float.NaN, Float.NaN),
    HARD_SIGMOID(Float.NaN, Float.NaN),
    SIGMOID(Float.NaN, Float.NaN);

    /** The interval of a clamp; NaN for other functions. */
    private final float low;

    private final float high;

    ActivationFunction(float low, float high) {
        this.low = low;
        this.high = high;
    }

    public static ActivationFunction of(Op.Function function) {
        return switch (function) {
            case RELU -> RELU;
            case RELU6 -> RELU6;
            case HSWISH -> HSWISH;
            case SWISH -> SWISH;
            case HARD_SIGMOID -> HARD_SIGMOID;
            case SIGMOID -> SIGMOID;
        };
    }

    /** Whether the function is min(high, max(low, x)), with slope 1 strictly between the two and 0 elsewhere. */
    public boolean isClamp() {
        return !Float.isNaN(low);
    }

    /** The smallest value of a clamp. */
    public float low() {
        return low;
    }

    /** The largest value of a clamp. */
    public float high() {
        return high;
    }

    /** The function's value, for checks and for the scalar kernels. */
    public double value(double x) {
        return switch (this) {
            case LINEAR -> x;
            case RELU -> Math.max(0, x);
            case RELU6 -> clamp(x, 6);
            case HSWISH -> x * clamp(x + 3, 6) / 6;
            case SWISH -> x / (1 + Math.exp(-x));
            case HARD_SIGMOID -> clamp(x + 3, 6) / 6;
            case SIGMOID -> 1 / (1 + Math.exp(-x));
        };
    }

    /** The function's derivative; where it has two one-sided derivatives, that of the constant side. */
    public double derivative(double x) {
        return switch (this) {
            case LINEAR -> 1;
            case RELU -> x > 0 ? 1 : 0;
            case RELU6 -> x > 0 && x < 6 ? 1 : 0;
            case HSWISH -> x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6;
            case SWISH -> {
                double s = 1 / (1 + Math.exp(-x));
                yield s * (1 + x * (1 - s));
            }
            case HARD_SIGMOID -> x > -3 && x < 3 ? 1.0 / 6 : 0;
            case SIGMOID -> {
                double s = 1 / (1 + Math.exp(-x));
                yield s * (1 - s);
            }
        };
    }

    /** x, but at least 0 and at most {@code high}. */
    private static double clamp(double x, double high) {
        return Math.min(high, Math.max(0, x));
    }
}

package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;

/** How well medians are known. */
public final class MedianConfidence {
    /** Of the interquartile range over the square root of n: McGill, Tukey and Larsen, "Variations of box plots", 1978. */
    private static final double NOTCH = 1.57;

    private MedianConfidence() {}

    /** Half the width of the 95 % confidence interval of the median, in the values' unit. At least one value. */
    public static double halfWidth(double[] values) {
        return NOTCH * (Quantiles.of(values, 0.75) - Quantiles.of(values, 0.25)) / Math.sqrt(values.length);
    }

    /** Rounds until the interval is so narrow, relative to the median, given values of a few. */
    public static double rounds(double[] values, double relative) {
        double now = halfWidth(values) / Quantiles.median(values);
        return values.length * now * now / (relative * relative);
    }
}

package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;

/** Confidence intervals of medians. */
public final class MedianConfidence {
    /** Half width = NOTCH * interquartile range / sqrt(n): McGill, Tukey and Larsen, "Variations of box plots", 1978. */
    private static final double NOTCH = 1.57;

    private MedianConfidence() {}

    /** Half the width of the 95 % confidence interval of the median of at least one value, in the unit of the values. */
    public static double halfWidth(double[] values) {
        return NOTCH * (Quantiles.of(values, 0.75) - Quantiles.of(values, 0.25)) / Math.sqrt(values.length);
    }

    /**
     * Estimates the number of rounds after which the half width is {@code relative} times the median.
     *
     * @param values   values of a few rounds
     * @param relative half width divided by the median
     */
    public static double roundsNeeded(double[] values, double relative) {
        double now = halfWidth(values) / Quantiles.median(values);
        return values.length * now * now / (relative * relative);
    }
}

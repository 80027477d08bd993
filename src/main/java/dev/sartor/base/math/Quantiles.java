package dev.sartor.base.math;

import java.util.Arrays;

/** Order statistics with linear interpolation between neighbours (type 7 of Hyndman and Fan, 1996). */
public final class Quantiles {
    private Quantiles() {}

    /** The value below which the share {@code q} in [0, 1] of the values lies. At least one value. */
    public static double of(double[] values, double q) {
        if (values.length == 0 || !(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("No quantile " + q + " of " + values.length + " values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    public static double median(double[] values) {
        return of(values, 0.5);
    }
}

package dev.sartor.base.math;

import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.ranking.NaNStrategy;

/** Order statistics with linear interpolation between neighbours (type 7 of Hyndman and Fan, 1996). */
public final class Quantiles {
    private Quantiles() {}

    /** The {@code q}-quantile, with q in [0, 1], of at least one value. */
    public static double of(double[] values, double q) {
        if (values.length == 0 || !(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("No quantile " + q + " of " + values.length + " values");
        }
        return new Percentile()
                .withEstimationType(Percentile.EstimationType.R_7)
                .withNaNStrategy(NaNStrategy.MAXIMAL)
                // the percentage must be above 0; the smallest one gives the minimum
                .evaluate(values, Math.max(100 * q, Double.MIN_VALUE));
    }

    public static double median(double[] values) {
        double half = 0.5;
        return of(values, half);
    }
}

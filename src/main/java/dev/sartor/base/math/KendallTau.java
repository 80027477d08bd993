package dev.sartor.base.math;

import org.hipparchus.stat.correlation.KendallsCorrelation;

/** Kendall's rank correlation tau-b, which is corrected for ties (M. G. Kendall, "The treatment of ties in ranking problems", 1945). */
public final class KendallTau {
    /** The 97.5th percentile of a standard normal distribution. */
    private static final double NORMAL_QUANTILE = 1.959964;

    private KendallTau() {}

    /** Tau-b in [-1, 1]; 0 if one of the series is constant, for which tau-b is not defined. */
    public static double of(double[] a, double[] b) {
        if (a.length != b.length || a.length < 2) {
            throw new IllegalArgumentException(
                    "Series of " + a.length + " and " + b.length + " values have no rank correlation");
        }
        double tau = new KendallsCorrelation().correlation(a, b);
        return Double.isNaN(tau) ? 0 : tau;
    }

    /**
     * Whether a correlation is significantly above 0: its 95 % confidence interval lies above 0, by the normal approximation with
     * the variance 2 (2 n + 5) / (9 n (n - 1)) of independent series.
     *
     * @param n length of the series
     */
    public static boolean isAboveChance(double tau, int n) {
        return n >= 2 && tau > NORMAL_QUANTILE * Math.sqrt(2.0 * (2 * n + 5) / (9.0 * n * (n - 1)));
    }
}

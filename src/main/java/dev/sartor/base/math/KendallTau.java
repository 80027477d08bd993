package dev.sartor.base.math;

import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.util.FastMath;

/** Kendall's rank correlation tau-b, which is corrected for ties (M. G. Kendall, "The treatment of ties in ranking problems", 1945). */
public final class KendallTau {
    /** The 97.5th percentile of a standard normal distribution. */
    private static final double NORMAL_QUANTILE = 1.959964;

    /** The variance of Fisher's transformation of tau, times n - 4. */
    private static final double FIELLER_VARIANCE = 0.437;
    /** The smallest length of series for which {@link #interval} is defined. */
    public static final int MIN_FOR_INTERVAL = 5;

    private KendallTau() {}

    /** Tau-b of two series of equal length, in [-1, 1]; 0 if one of them is constant, for which tau-b is not defined. */
    public static double of(double[] a, double[] b) {
        if (a.length != b.length || a.length < 2) {
            throw new IllegalArgumentException(
                    "Series of " + a.length + " and " + b.length + " values have no rank correlation");
        }
        double tau = new KendallsCorrelation().correlation(a, b);
        return Double.isNaN(tau) ? 0 : tau;
    }

    /** A 95 % confidence interval, with lower and upper in [-1, 1]. */
    public record Interval(double lower, double upper) {}

    /**
     * The 95 % confidence interval by Fisher's transformation: atanh(tau) has about the variance 0.437 / (n - 4) (Fieller, Hartley
     * and Pearson, "Tests for rank correlation coefficients I", Biometrika 44, 1957). A tau of 1 or -1, whose transformation is
     * infinite, counts as if half a pair had the other order.
     *
     * @param n length of the series, at least {@link #MIN_FOR_INTERVAL}
     */
    public static Interval interval(double tau, int n) {
        if (n < MIN_FOR_INTERVAL || !(tau >= -1 && tau <= 1)) {
            throw new IllegalArgumentException("No interval of a correlation of " + tau + " over " + n + " values");
        }
        double largest = 1 - 2.0 / ((double) n * (n - 1));
        double centre = FastMath.atanh(Math.clamp(tau, -largest, largest));
        double half = NORMAL_QUANTILE * Math.sqrt(FIELLER_VARIANCE / (n - 4));
        return new Interval(Math.min(tau, FastMath.tanh(centre - half)), Math.max(tau, FastMath.tanh(centre + half)));
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

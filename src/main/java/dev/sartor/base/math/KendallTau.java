package dev.sartor.base.math;

import org.hipparchus.stat.correlation.KendallsCorrelation;

/** Kendall's rank correlation tau-b, which is corrected for ties (M. G. Kendall, "The treatment of ties in ranking problems", 1945). */
public final class KendallTau {
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
}

package dev.sartor.base.math;

/**
 * Kendall's rank correlation, form b: the share of pairs that both series order alike, less the share they order
 * against each other, corrected for ties (M. G. Kendall, "The treatment of ties in ranking problems", 1945).
 */
public final class KendallTau {
    private KendallTau() {}

    /** In [-1, 1]; 0 where one of the series is constant, since then there is no order to agree on. */
    public static double of(double[] a, double[] b) {
        if (a.length != b.length || a.length < 2) {
            throw new IllegalArgumentException(
                    "Series of " + a.length + " and " + b.length + " values have no rank correlation");
        }
        long balance = 0;
        long untiedA = 0;
        long untiedB = 0;
        for (int i = 1; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                int orderA = Double.compare(a[i], a[j]);
                int orderB = Double.compare(b[i], b[j]);
                balance += (long) Integer.signum(orderA) * Integer.signum(orderB);
                untiedA += orderA == 0 ? 0 : 1;
                untiedB += orderB == 0 ? 0 : 1;
            }
        }
        return untiedA == 0 || untiedB == 0 ? 0 : balance / Math.sqrt((double) untiedA * untiedB);
    }
}

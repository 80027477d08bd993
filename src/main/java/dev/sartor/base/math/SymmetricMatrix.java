package dev.sartor.base.math;

/** Symmetric positive definite matrices, as rows. */
public final class SymmetricMatrix {
    private SymmetricMatrix() {}

    /** The inverse, by Cholesky's decomposition m = l l'. */
    public static double[][] inverse(double[][] m) {
        int n = m.length;
        double[][] l = cholesky(m);
        double[][] inverse = new double[n][n];
        for (int column = 0; column < n; column++) {
            double[] unit = new double[n];
            unit[column] = 1;
            inverse[column] = solve(l, unit);
        }
        return inverse;
    }

    private static double[][] cholesky(double[][] m) {
        int n = m.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = m[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i == j && !(sum > 0)) {
                    throw new IllegalArgumentException(
                            "The matrix is not positive definite: pivot " + i + " is " + sum);
                }
                l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
            }
        }
        return l;
    }

    /** Solves l l' x = b in place. */
    private static double[] solve(double[][] l, double[] b) {
        int n = b.length;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                b[i] -= l[i][k] * b[k];
            }
            b[i] /= l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                b[i] -= l[k][i] * b[k];
            }
            b[i] /= l[i][i];
        }
        return b;
    }
}

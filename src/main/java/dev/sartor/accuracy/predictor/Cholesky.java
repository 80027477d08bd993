package dev.sartor.accuracy.predictor;

/** The triangular root of a symmetric positive matrix: L with L L' = A. */
final class Cholesky {
    private final double[][] root;

    /** @param matrix of which the lower half is read */
    Cholesky(double[][] matrix) {
        root = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            double[] row = matrix[i].clone();
            for (int j = 0; j < i; j++) {
                row[j] = (row[j] - dot(row, root[j], j)) / root[j][j];
            }
            row[i] = Math.sqrt(Math.max(row[i] - dot(row, row, i), Double.MIN_NORMAL));
            root[i] = row;
        }
    }

    int size() {
        return root.length;
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The logarithm of A's determinant. */
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < root.length; i++) {
            sum += 2 * StrictMath.log(root[i][i]);
        }
        return sum;
    }

    /** L^-1 b. */
    double[] half(double[] b) {
        double[] x = new double[b.length];
        for (int i = 0; i < b.length; i++) {
            x[i] = (b[i] - dot(root[i], x, i)) / root[i][i];
        }
        return x;
    }

    /** A^-1 b. */
    double[] solve(double[] b) {
        double[] x = half(b);
        for (int i = b.length - 1; i >= 0; i--) {
            x[i] /= root[i][i];
            for (int j = 0; j < i; j++) {
                x[j] -= root[i][j] * x[i];
            }
        }
        return x;
    }

    /** The diagonal of A^-1. */
    double[] inverseDiagonal() {
        double[] diagonal = new double[root.length];
        for (int i = 0; i < diagonal.length; i++) {
            double[] unit = new double[diagonal.length];
            unit[i] = 1;
            diagonal[i] = solve(unit)[i];
        }
        return diagonal;
    }
}

package dev.sartor.base.math;

import java.util.Arrays;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/** Operations on symmetric matrices, given as rows. */
public final class SymmetricMatrix {
    /** Tolerance for symmetry: the relative difference that rounding may cause. */
    private static final double SYMMETRY = 1e-9;

    private SymmetricMatrix() {}

    /**
     * The inverse of a positive definite matrix, by Cholesky's decomposition.
     *
     * @throws IllegalArgumentException if the matrix is not positive definite
     */
    public static double[][] inverse(double[][] m) {
        if (m.length == 0) {
            return m;
        }
        try {
            return new CholeskyDecomposition(new Array2DRowRealMatrix(m, false), SYMMETRY, 0)
                    .getSolver()
                    .getInverse()
                    .getData();
        } catch (MathIllegalArgumentException e) {
            throw new IllegalArgumentException("The matrix is not positive definite: " + e.getMessage(), e);
        }
    }

    /**
     * The logarithm of the determinant of a positive semidefinite matrix, by its eigenvalues.
     *
     * @param minEigenvalue replaces smaller eigenvalues, so that the result is finite for a singular matrix
     */
    public static double logDeterminant(double[][] m, double minEigenvalue) {
        double[] eigenvalues = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(m, false)).getEigenvalues();
        return Arrays.stream(eigenvalues)
                .map(v -> Math.log(Math.max(v, minEigenvalue)))
                .sum();
    }
}

package dev.sartor.base.math;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;

/** Operations on symmetric matrices, given as rows. */
public final class SymmetricMatrix {
    /** Tolerance for symmetry: the relative difference that rounding may cause. */
    private static final double SYMMETRY = 1e-9;

    /** A matrix with a smaller pivot in its decomposition is not positive definite. */
    private static final double MIN_PIVOT = 0;

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
            boolean copy = false;
            return new CholeskyDecomposition(new Array2DRowRealMatrix(m, copy), SYMMETRY, MIN_PIVOT)
                    .getSolver()
                    .getInverse()
                    .getData();
        } catch (MathIllegalArgumentException e) {
            throw new IllegalArgumentException("The matrix is not positive definite: " + e.getMessage(), e);
        }
    }

    /**
     * The logarithm of the determinant of a positive semidefinite matrix: by LU decomposition with partial pivoting, or by the
     * eigenvalues if the matrix is singular up to rounding.
     *
     * @param minEigenvalue replaces smaller eigenvalues, so that the result is finite for a singular matrix
     */
    public static double logDeterminant(double[][] m, double minEigenvalue) {
        boolean copy = false;
        RealMatrix matrix = new Array2DRowRealMatrix(m, copy);
        LUDecomposition lu = new LUDecomposition(matrix, minEigenvalue);
        if (lu.getSolver().isNonSingular()) {
            RealMatrix upper = lu.getU();
            return IntStream.range(0, m.length)
                    .mapToDouble(i -> upper.getEntry(i, i))
                    .map(pivot -> Math.log(Math.abs(pivot)))
                    .reduce(0, Double::sum);
        }
        return Arrays.stream(new EigenDecompositionSymmetric(matrix).getEigenvalues())
                .map(v -> Math.log(Math.max(v, minEigenvalue)))
                .sum();
    }
}

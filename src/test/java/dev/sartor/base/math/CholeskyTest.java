package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CholeskyTest {
    private static final Cholesky MATRIX = new Cholesky(new double[][] {{4, 0, 0}, {2, 5, 0}, {-2, 3, 6}});

    @Test
    void equationsAreSolved() {
        // [4 2 -2; 2 5 3; -2 3 6] times [1 2 -1] is [10 9 -2]
        assertArrayEquals(new double[] {1, 2, -1}, MATRIX.solve(new double[] {10, 9, -2}), 1e-12);
    }

    @Test
    void determinantAndInverseOfAKnownMatrixAreCorrect() {
        // 4 (30 - 9) - 2 (12 + 6) - 2 (6 + 10) = 16; the inverse's diagonal is that of the cofactors over it
        assertEquals(Math.log(16), MATRIX.logDeterminant(), 1e-12);
        assertArrayEquals(new double[] {21 / 16.0, 20 / 16.0, 16 / 16.0}, MATRIX.inverseDiagonal(), 1e-12);
    }
}

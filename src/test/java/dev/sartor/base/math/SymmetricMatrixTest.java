package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SymmetricMatrixTest {
    @Test
    void theInverseIsCorrect() {
        double[][] inverse = SymmetricMatrix.inverse(new double[][] {{4, 2}, {2, 5}});
        assertArrayEquals(new double[] {5 / 16.0, -2 / 16.0}, inverse[0], 1e-15);
        assertArrayEquals(new double[] {-2 / 16.0, 4 / 16.0}, inverse[1], 1e-15);
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteHasNoInverse() {
        assertThrows(IllegalArgumentException.class, () -> SymmetricMatrix.inverse(new double[][] {{1, 2}, {2, 1}}));
    }

    @Test
    void determinantsAreThoseOfKnownMatrices() {
        assertEquals(
                Math.log(4 * 4 - 2 * 2), SymmetricMatrix.logDeterminant(new double[][] {{4, 2}, {2, 4}}, 0), 1e-12);
        assertEquals(
                Math.log(16),
                SymmetricMatrix.logDeterminant(new double[][] {{4, 2, -2}, {2, 5, 3}, {-2, 3, 6}}, 0),
                1e-12);
    }

    @Test
    void eigenvaluesOfASingularMatrixAreReplacedByTheMinimum() {
        assertEquals(
                Math.log(8) + Math.log(1e-9),
                SymmetricMatrix.logDeterminant(new double[][] {{4, 4}, {4, 4}}, 1e-9),
                1e-9);
    }
}

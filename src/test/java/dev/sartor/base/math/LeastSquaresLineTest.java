package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class LeastSquaresLineTest {
    @Test
    void pointsOnALineGiveTheLine() {
        LeastSquaresLine line = LeastSquaresLine.through(new double[] {1, 2, 4}, new double[] {5, 3, -1});
        assertEquals(-2, line.slope(), 1e-12);
        assertEquals(7, line.intercept(), 1e-12);
        assertEquals(1, line.at(3), 1e-12);
    }

    /** By hand: means 1 and 2, slope (1 * 2 + 0 + 1 * 1) / 2, intercept 2 - 1.5. */
    @Test
    void otherPointsGiveTheLineWithTheLeastSquares() {
        LeastSquaresLine line = LeastSquaresLine.through(new double[] {0, 1, 2}, new double[] {0, 3, 3});
        assertEquals(1.5, line.slope(), 1e-12);
        assertEquals(0.5, line.intercept(), 1e-12);
    }

    @Test
    void pointsAboveEachOtherHaveNoSlope() {
        assertFalse(Double.isFinite(LeastSquaresLine.through(new double[] {1, 1}, new double[] {0, 1})
                .slope()));
    }
}

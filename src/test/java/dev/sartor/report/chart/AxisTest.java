package dev.sartor.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void anAxisHasAMarginAroundItsValues() {
        Axis axis = Axis.around("x", 10, 20, 15);
        // 4 % of the range at both ends
        assertEquals(9.6, axis.low(), 1e-9);
        assertEquals(20.4, axis.high(), 1e-9);
    }

    @Test
    void anAxisOfPositiveValuesIsNotNegative() {
        assertEquals(0, Axis.around("x", 0.001, 5).low());
    }

    @Test
    void oneValueOrNoneIsEnoughForAnAxis() {
        assertTrue(Axis.around("x", 3).contains(3));
        assertTrue(Axis.around("x", 0, 0).contains(0));
        assertTrue(Axis.around("x").high() > 0);
    }

    @Test
    void outliersAreOmittedUnlessTheyMustBeVisible() {
        double[] values = {10, 11, 12, 13, 14, 15, 500};
        assertFalse(Axis.around("x", new double[0], values).contains(500));
        assertTrue(Axis.around("x", new double[] {500}, values).contains(500));
    }

    @Test
    void positionsAreLinearAndValuesAreClampedToTheRange() {
        Axis axis = new Axis("x", 0, 10);
        // position: value, start and end of the axis
        assertEquals(150, axis.position(5, 100, 200), 1e-9);
        assertEquals(10, axis.clamp(12));
        assertThrows(IllegalArgumentException.class, () -> new Axis("x", 0, Double.NaN));
    }
}

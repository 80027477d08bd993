package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void quantilesBetweenTwoValuesAreInterpolated() {
        double[] values = {40, 10, 30, 20};
        assertEquals(25, Quantiles.median(values));
        assertEquals(13, Quantiles.of(values, 0.1), 1e-12);
        assertEquals(10, Quantiles.of(values, 0));
        assertEquals(40, Quantiles.of(values, 1));
        assertEquals(7, Quantiles.of(new double[] {7}, 0.9));
    }

    @Test
    void anEmptyArrayAndAQuantileAboveOneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Quantiles.of(new double[0], 0.5));
        assertThrows(IllegalArgumentException.class, () -> Quantiles.of(new double[] {1}, 1.1));
    }
}

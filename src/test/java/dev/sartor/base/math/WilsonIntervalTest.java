package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WilsonIntervalTest {

    /** Known answers, computed from the formula in Python. */
    @ParameterizedTest
    @CsvSource({
        "5, 10, 0.236593, 0.763407",
        "10, 10, 0.722467, 1",
        "0, 20, 0, 0.161125",
        "6, 12, 0.253782, 0.746218",
        "900, 1000, 0.879848, 0.917091"
    })
    void intervalsAreThoseOfTheFormula(int successes, int trials, double lower, double upper) {
        WilsonInterval interval = WilsonInterval.of((double) successes / trials, trials);
        assertEquals(lower, interval.lower(), 2e-6);
        assertEquals(upper, interval.upper(), 2e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 12, 100, 10_000})
    void anIntervalContainsItsProportionAndNarrowsWithMoreTrials(int trials) {
        for (int successes = 0; successes <= trials; successes += Math.max(1, trials / 10)) {
            double p = (double) successes / trials;
            WilsonInterval interval = WilsonInterval.of(p, trials);
            assertTrue(interval.contains(p), interval + " without " + p);
            assertTrue(WilsonInterval.of(p, 4L * trials).margin(p) < interval.margin(p));
        }
    }

    @Test
    void impossibleProportionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(1.1, 10));
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(Double.NaN, 10));
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(0.5, 0));
    }
}

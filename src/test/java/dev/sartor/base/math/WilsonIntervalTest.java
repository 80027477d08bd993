package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
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
        "1, 1, 0.206549, 1",
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

    @ParameterizedTest
    @ValueSource(doubles = {0.27, 0.05, 0.02, 0.01})
    void theNumberOfTrialsForAHalfWidthIsTheSmallestThatIsEnough(double halfWidth) {
        int trials = WilsonInterval.trialsForHalfWidth(halfWidth);
        assertTrue(WilsonInterval.of(0.5, trials).margin(0.5) <= halfWidth);
        assertTrue(WilsonInterval.of(0.5, trials - 1).margin(0.5) > halfWidth);
    }

    @Test
    void about95OfAHundredIntervalsContainTheTrueProportion() {
        var random = new SplittableRandom(1);
        int contained = 0;
        for (int i = 0; i < 2000; i++) {
            double truth = random.nextDouble(0.1, 0.95);
            int trials = random.nextInt(10, 500);
            int successes = 0;
            for (int n = 0; n < trials; n++) {
                successes += random.nextDouble() < truth ? 1 : 0;
            }
            contained += WilsonInterval.of((double) successes / trials, trials).contains(truth) ? 1 : 0;
        }
        assertEquals(0.95, contained / 2000.0, 0.015);
    }

    @Test
    void anIntervalIsRoundedToFourDigits() {
        assertEquals(
                new WilsonInterval(0.2538, 0.7462), WilsonInterval.of(0.5, 12).toFourDigits());
    }

    @Test
    void impossibleProportionsAndZeroTrialsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(1.1, 10));
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(Double.NaN, 10));
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(0.5, 0));
    }
}

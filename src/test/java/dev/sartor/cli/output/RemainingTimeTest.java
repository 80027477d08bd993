package dev.sartor.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.TimeRange;
import org.junit.jupiter.api.Test;

/** The arguments of {@code observe} are: seconds since the start, remaining items, and items per second. */
class RemainingTimeTest {
    private static final double ITEMS = 1000;

    /** Items done after some seconds, at 2 per second for the first 10 seconds and at 20 per second after them. */
    private static double done(double seconds) {
        return seconds <= 10 ? 2 * seconds : 20 + 20 * (seconds - 10);
    }

    @Test
    void theRangeContainsTheTrueTimeOnceTheRateHasChangedAndNarrows() {
        double end = 10 + (ITEMS - 20) / 20;
        var remaining = new RemainingTime();
        double spread = Double.POSITIVE_INFINITY;
        for (double s = 0.25; s < end; s += 0.25) {
            remaining.observe(s, ITEMS - done(s), done(s) / s);
            TimeRange range = remaining.at(s);
            if (s > 40) {
                assertTrue(range.maxSeconds() >= end - s && range.minSeconds() <= 1.5 * (end - s), s + " " + range);
                assertTrue(range.maxSeconds() - range.minSeconds() <= spread + 1, s + " " + range);
                spread = range.maxSeconds() - range.minSeconds();
            }
        }
    }

    @Test
    void firstStepsGiveARange() {
        var remaining = new RemainingTime();
        remaining.observe(1, 90, 1);
        assertEquals(new TimeRange(45, 90), remaining.at(1));
        assertEquals("0:45 to 1:30", ConsoleFormat.duration(remaining.at(1)));
    }

    @Test
    void aSteadyRateGivesOneDuration() {
        var remaining = new RemainingTime();
        for (int s = 1; s <= 20; s++) {
            remaining.observe(s, 100 - s, 1);
        }
        assertEquals("1:20", ConsoleFormat.duration(remaining.at(20)));
    }
}

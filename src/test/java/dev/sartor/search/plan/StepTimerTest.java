package dev.sartor.search.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepTimerTest {
    /** A clock that does not start at 0. */
    private long nanos = 7_000_000_000L;

    /** Times steps for at least one second. */
    private final StepTimer timer = new StepTimer(() -> nanos, 1);

    private void step(double seconds) {
        nanos += Math.round(1e9 * seconds);
        timer.afterStep(null);
    }

    @Test
    void timingContinuesWhileStepsBecomeFaster() {
        double seconds = 0.4;
        for (int i = 0; i < 16; i++) {
            step(seconds);
            assertFalse(timer.isDone(), "after step " + i);
            seconds *= 0.8;
        }
        for (int i = 0; i < 30; i++) {
            step(0.01);
        }
        assertTrue(timer.isDone());
        assertEquals(0.01, timer.secondsPerStep(), 1e-9);
    }

    @Test
    void timingEndsAtItsLimitEvenIfStepsStillBecomeFaster() {
        double seconds = 2;
        for (int i = 0; i < 12; i++) {
            step(seconds);
            seconds *= 0.8;
        }
        assertTrue(timer.isDone());
    }

    @Test
    void atLeastEightStepsAreTimedEvenIfTheyExceedTheLimit() {
        for (int i = 0; i < 7; i++) {
            step(2);
            assertFalse(timer.isDone());
        }
        step(2);
        assertTrue(timer.isDone());
        assertEquals(2, timer.secondsPerStep(), 1e-9);
    }

    @Test
    void timingLastsAtLeastOneSecond() {
        for (int i = 0; i < 9; i++) {
            step(0.1);
            assertFalse(timer.isDone(), "after step " + i);
        }
        step(0.1);
        assertTrue(timer.isDone());
    }

    @Test
    void timingEndsAfterEightSeconds() {
        // each step takes 0.7 times the time of the one before: 8 s in the end
        double seconds = 8 * 0.3 / (1 - Math.pow(0.7, 40));
        for (int i = 0; i < 39; i++) {
            step(seconds);
            assertFalse(timer.isDone(), "after step " + i);
            seconds *= 0.7;
        }
        step(seconds + 1e-4);
        assertTrue(timer.isDone());
    }

    @Test
    void theTimeOfAStepIsThatOfTheSecondHalf() {
        step(9);
        step(2);
        assertEquals(2, timer.secondsPerStep(), 1e-9);
        step(1);
        step(5);
        assertEquals(3, timer.secondsPerStep(), 1e-9);
    }
}

package dev.sartor.search.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepTimerTest {
    private long nanos;
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
    void aFewStepsAreTimedEvenIfOneExceedsTheLimit() {
        for (int i = 0; i < 7; i++) {
            step(2);
            assertFalse(timer.isDone());
        }
        step(2);
        assertTrue(timer.isDone());
        assertEquals(2, timer.secondsPerStep(), 1e-9);
    }
}

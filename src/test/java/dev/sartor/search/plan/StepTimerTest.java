package dev.sartor.search.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepTimerTest {
    private long nanos;

    private void step(StepTimer timer, double seconds) {
        nanos += Math.round(1e9 * seconds);
        timer.afterStep(null);
    }

    @Test
    void theFirstStepsInWhichCodeIsCompiledDoNotCount() {
        var timer = new StepTimer(() -> nanos, 1);
        step(timer, 3);
        for (int i = 0; i < 40; i++) {
            step(timer, 0.1);
        }
        assertEquals(0.1, timer.secondsPerStep(), 1e-9);
    }

    @Test
    void someStepsAreSeenEvenIfOneTakesLongerThanTheTime() {
        var timer = new StepTimer(() -> nanos, 1);
        for (int i = 0; i < 5; i++) {
            step(timer, 2);
            assertFalse(timer.isDone());
        }
        step(timer, 2);
        assertTrue(timer.isDone());
        assertEquals(2, timer.secondsPerStep(), 1e-9);
    }
}

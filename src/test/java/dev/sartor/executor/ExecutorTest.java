package dev.sartor.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTaskRunsOnce(int threads) {
        try (var executor = new Executor(threads)) {
            for (int count = 0; count < 300; count++) {
                var runs = new AtomicIntegerArray(Math.max(1, count));
                executor.runTasks(count, (i, _) -> runs.incrementAndGet(i));
                for (int i = 0; i < count; i++) {
                    assertEquals(1, runs.get(i));
                }
            }
        }
    }

    @Test
    void sleepingThreadsWakeUp() throws InterruptedException {
        try (var executor = new Executor(3)) {
            for (int round = 0; round < 5; round++) {
                Thread.sleep(20);
                var runs = new AtomicIntegerArray(64);
                executor.runTasks(64, (i, _) -> runs.incrementAndGet(i));
                for (int i = 0; i < 64; i++) {
                    assertEquals(1, runs.get(i));
                }
            }
        }
    }

    @Test
    void aFailureIsRethrownAndTheExecutorStillWorks() {
        try (var executor = new Executor(2)) {
            var failure = assertThrows(
                    IllegalStateException.class,
                    () -> executor.runTasks(10, (i, _) -> {
                        if (i == 7) {
                            throw new IllegalStateException("seven");
                        }
                    }));
            assertEquals("seven", failure.getMessage());
            var runs = new AtomicIntegerArray(3);
            executor.runTasks(3, (i, _) -> runs.incrementAndGet(i));
            assertEquals(1, runs.get(2));
        }
    }

    @Test
    void aClosedExecutorRefusesWork() {
        var executor = new Executor(2);
        executor.close();
        assertThrows(IllegalStateException.class, () -> executor.runTasks(1, (_, _) -> {}));
    }

    @Test
    void zeroThreadsAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Executor(0))
                .getMessage()
                .contains("0"));
    }
}

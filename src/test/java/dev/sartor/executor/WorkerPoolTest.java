package dev.sartor.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerPoolTest {

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 5", "3, 1", "3, 40"})
    void everyIndexIsRunOnce(int threads, int count) throws InterruptedException {
        var done = new AtomicIntegerArray(count + 1);
        WorkerPool.ofThreads(threads).forEach(count, (_, i) -> done.incrementAndGet(i));
        for (int i = 0; i < count; i++) {
            assertEquals(1, done.get(i));
        }
        assertEquals(0, done.get(count));
    }

    @Test
    void theGivenNumberOfWorkersRunsAtOnceEachWithItsOwnExecutor() throws InterruptedException {
        var barrier = new CyclicBarrier(3);
        var busy = new AtomicInteger();
        Set<Executor> executors = ConcurrentHashMap.newKeySet();
        WorkerPool.ofThreads(3).forEach(30, (executor, _) -> {
            assertEquals(1, executor.threads());
            assertTrue(busy.incrementAndGet() <= 3, "more than three at once");
            executors.add(executor);
            try {
                barrier.await(10, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new AssertionError("fewer than three at once", e);
            }
            busy.decrementAndGet();
        });
        assertEquals(3, executors.size());
    }

    @Test
    void aFailureIsRethrownAndNoWorkStartsAfterIt() {
        var started = new AtomicInteger();
        var e = assertThrows(
                IllegalStateException.class,
                () -> WorkerPool.ofThreads(1).forEach(10, (_, i) -> {
                    started.incrementAndGet();
                    if (i == 2) {
                        throw new IllegalStateException("third");
                    }
                }));
        assertEquals("third", e.getMessage());
        assertEquals(3, started.get());
    }

    @Test
    void anInterruptEndsTheWorkBeforeItReturns() throws InterruptedException {
        var started = new CountDownLatch(2);
        var working = new AtomicInteger();
        var ended = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().start(() -> {
            assertThrows(
                    InterruptedException.class,
                    () -> WorkerPool.ofThreads(2).forEach(100, (_, _) -> {
                        working.incrementAndGet();
                        started.countDown();
                        try {
                            Thread.sleep(10_000);
                        } finally {
                            working.decrementAndGet();
                        }
                    }));
            assertEquals(0, working.get());
            ended.countDown();
        });
        assertTrue(started.await(10, TimeUnit.SECONDS));
        thread.interrupt();
        assertTrue(ended.await(10, TimeUnit.SECONDS), "the work was not ended");
    }

    @Test
    void sequentialWorkRunsInOrder() throws InterruptedException {
        var order = new StringBuilder();
        try (var executor = new Executor(2)) {
            WorkerPool.sequential(executor).forEach(4, (given, i) -> order.append(given == executor ? i : "?"));
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class,
                    () -> WorkerPool.sequential(executor).forEach(1, (_, _) -> order.append("more")));
        }
        assertFalse(Thread.interrupted());
        assertEquals("0123", order.toString());
    }
}

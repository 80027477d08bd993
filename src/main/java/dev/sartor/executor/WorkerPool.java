package dev.sartor.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs many independent pieces of work in parallel, each on an executor of one thread. For many pieces this is faster than one
 * executor of several threads, which synchronise at every layer.
 */
@FunctionalInterface
public interface WorkerPool {
    /** How long to wait for interrupted work to stop. */
    int MAX_SECONDS_TO_STOP = 10;

    /** A piece of work, on an executor that nothing else uses meanwhile. */
    @FunctionalInterface
    interface Work {
        void run(Executor executor, int index) throws InterruptedException;
    }

    /**
     * Runs the work for 0 to count - 1, in any order, and waits for all. Rethrows the first failure.
     *
     * @throws InterruptedException if this thread was interrupted; no work continues then
     */
    void forEach(int count, Work work) throws InterruptedException;

    /** A pool that runs the work sequentially on an existing executor. */
    static WorkerPool sequential(Executor executor) {
        return (count, work) -> {
            for (int i = 0; i < count; i++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                work.run(executor, i);
            }
        };
    }

    /** A pool of several threads, each with an executor of its own. */
    static WorkerPool ofThreads(int threads) {
        return (count, work) -> {
            ExecutorService pool = Executors.newFixedThreadPool(
                    threads, Thread.ofPlatform().daemon().name("worker-", 1).factory());
            try {
                var next = new AtomicInteger();
                List<Future<?>> workers = new ArrayList<>();
                for (int t = 0; t < Math.min(threads, count); t++) {
                    workers.add(pool.submit(() -> {
                        runTasks(next, count, work);
                        return null;
                    }));
                }
                for (Future<?> worker : workers) {
                    worker.get();
                }
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } finally {
                pool.shutdownNow();
                pool.awaitTermination(MAX_SECONDS_TO_STOP, TimeUnit.SECONDS);
            }
        };
    }

    /** @param next the next index that no thread has taken */
    private static void runTasks(AtomicInteger next, int count, Work work) throws InterruptedException {
        try (var executor = new Executor(1)) {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                work.run(executor, i);
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) throws InterruptedException {
        switch (cause) {
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        }
    }
}

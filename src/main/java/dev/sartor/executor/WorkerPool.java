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
 * Does many pieces of work that need nothing of each other. Where they are many, a thread with an executor of its own for each beats
 * several threads in one executor, which wait for each other at every layer.
 */
@FunctionalInterface
public interface WorkerPool {

    /** A piece of work, on an executor that nobody else uses meanwhile. */
    @FunctionalInterface
    interface Work {
        void run(Executor executor, int index) throws InterruptedException;
    }

    /**
     * Does the work for 0 to count - 1, in any order, and waits for all. The first failure is thrown on.
     *
     * @throws InterruptedException if this thread was interrupted; no work goes on then
     */
    void forEach(int count, Work work) throws InterruptedException;

    /** One piece after the other on an executor that is there. */
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

    /** So many threads, each with an executor of one thread. */
    static WorkerPool ofThreads(int threads) {
        return (count, work) -> {
            ExecutorService pool = Executors.newFixedThreadPool(
                    threads, Thread.ofPlatform().daemon().name("crew-", 1).factory());
            try {
                var next = new AtomicInteger();
                List<Future<?>> members = new ArrayList<>();
                for (int m = 0; m < Math.min(threads, count); m++) {
                    members.add(pool.submit(() -> {
                        runTasks(next, count, work);
                        return null;
                    }));
                }
                for (Future<?> member : members) {
                    member.get();
                }
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } finally {
                pool.shutdownNow();
                pool.awaitTermination(10, TimeUnit.SECONDS);
            }
        };
    }

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

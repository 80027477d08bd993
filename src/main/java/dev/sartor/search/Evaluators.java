package dev.sartor.search;

import dev.sartor.accuracy.AccuracySource;
import dev.sartor.accuracy.Measure;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.UserError;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Threads that ask for accuracies, several at once. Closing them interrupts what is under way and waits for its end. */
final class Evaluators implements AutoCloseable {
    private static final long POLL_MS = 50;
    private static final long PATIENCE_SECONDS = 10;

    private final AccuracySource source;
    private final long seed;
    private final ExecutorService pool;

    /** @param threads that may compute */
    Evaluators(AccuracySource source, long seed, int threads) {
        this.source = source;
        this.seed = seed;
        pool = Executors.newFixedThreadPool(source.workers(threads),
                Thread.ofPlatform().daemon().name("evaluator-", 1).factory());
    }

    Future<Double> submit(Architecture architecture) {
        return pool.submit(() -> checked(source.merit(architecture, seed), architecture));
    }

    /** Thrown when a search is asked to stop before an answer is there. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Waits for an answer. One that is there already is given even if {@code stop} is true.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    static double await(Future<Double> merit, BooleanSupplier stop) throws InterruptedException, Stopped {
        while (true) {
            try {
                return merit.get(merit.isDone() ? 0 : POLL_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (stop.getAsBoolean()) {
                    throw new Stopped();
                }
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) throws Stopped {
        switch (cause) {
            case InterruptedException _ -> throw new Stopped();
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        }
    }

    private double checked(double merit, Architecture architecture) {
        Measure measure = source.measure();
        if (!measure.holds(merit)) {
            throw new UserError("a figure was given that is no " + measure.title() + ": " + merit,
                    source.description() + ", architecture " + architecture.name(), "mend the source of accuracies");
        }
        return merit;
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

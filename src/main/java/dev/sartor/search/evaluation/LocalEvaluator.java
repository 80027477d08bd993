package dev.sartor.search.evaluation;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Threads that ask for accuracies, several at once. Closing them interrupts what is under way and waits for its end. */
public final class LocalEvaluator implements AutoCloseable {
    private static final long POLL_MS = 50;
    private static final long PATIENCE_SECONDS = 10;

    private final AccuracySource source;
    private final long seed;
    private final int threads;
    private final ExecutorService pool;

    /** @param threads that may compute */
    public LocalEvaluator(AccuracySource source, long seed, int threads) {
        this.source = source;
        this.seed = seed;
        this.threads = threads;
        pool = Executors.newFixedThreadPool(
                source.workers(threads),
                Thread.ofPlatform().daemon().name("evaluator-", 1).factory());
    }

    /**
     * A network of a generation, within the limits.
     *
     * @param recorded whether its merit is known, so that it need not be asked for
     */
    public record Asked(Candidate candidate, Architecture architecture, boolean recorded) {}

    /** Asks for the merits of a generation; the answers, in its order, mean nothing for those that were recorded. */
    public List<Future<Double>> submit(List<Asked> generation, SearchProblem problem) {
        if (generation.stream().allMatch(Asked::recorded)) {
            return generation.stream()
                    .<Future<Double>>map(_ -> CompletableFuture.completedFuture(Double.NaN))
                    .toList();
        }
        return switch (source) {
            // those recorded too: who goes on depends on all
            case PopulationSource together -> together(together, generation, problem);
            case AccuracySource alone ->
                generation.stream()
                        .<Future<Double>>map(a -> a.recorded()
                                ? CompletableFuture.completedFuture(Double.NaN)
                                : pool.submit(() -> checked(alone.merit(a.architecture(), seed), a.architecture())))
                        .toList();
        };
    }

    private List<Future<Double>> together(PopulationSource together, List<Asked> generation, SearchProblem problem) {
        List<Architecture> population =
                generation.stream().map(Asked::architecture).toList();
        var promotion = new RankingPromotion(
                problem, generation.stream().map(Asked::candidate).toList());
        var all = new FutureTask<>(() -> together.merits(population, seed, threads, promotion));
        pool.execute(all);
        return IntStream.range(0, population.size())
                .mapToObj(i -> pool.submit(() -> {
                    try {
                        return checked(all.get()[i], population.get(i));
                    } catch (ExecutionException e) {
                        throw e.getCause() instanceof Exception cause ? cause : e;
                    }
                }))
                .toList();
    }

    /** Thrown when a search is asked to stop before an answer is there. */
    public static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Waits for an answer. One that is there already is given even if {@code stop} is true.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public static double await(Future<Double> merit, BooleanSupplier stop) throws InterruptedException, Stopped {
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
        EvaluationMetric measure = source.measure();
        if (!measure.holds(merit)) {
            throw new UserError(
                    "a figure was given that is no " + measure.title() + ": " + merit,
                    source.description() + ", architecture " + architecture.name(),
                    "fix the source of accuracies");
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

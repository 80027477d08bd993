package dev.sartor.search.evaluation;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.search.problem.SearchProblem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Evaluator on a pool of threads of this process. */
final class LocalEvaluator implements Evaluator {
    private static final long SHUTDOWN_TIMEOUT_SECONDS = 10;
    private static final long FIRST_NUMBER = 1;

    private final SearchProblem problem;
    private final AccuracySource source;
    private final long seed;
    private final int threads;
    private final ExecutorService pool;

    LocalEvaluator(SearchProblem problem, AccuracySource source, long seed, int threads) {
        this.problem = problem;
        this.source = source;
        this.seed = seed;
        this.threads = threads;
        pool = Executors.newFixedThreadPool(
                source.workers(threads),
                Thread.ofPlatform().daemon().name("evaluator-", FIRST_NUMBER).factory());
    }

    @Override
    public List<Future<Double>> submit(List<EvaluationRequest> generation) {
        if (generation.stream().allMatch(EvaluationRequest::isRecorded)) {
            return generation.stream().map(LocalEvaluator::completed).toList();
        }
        return switch (source) {
            // recorded candidates are evaluated too: which candidates are promoted depends on the scores of all
            case PopulationSource population -> submit(population, generation);
            case AccuracySource single ->
                generation.stream()
                        .map(r -> r.isRecorded()
                                ? completed(r)
                                : pool.submit(
                                        () -> requireValid(single.score(r.architecture(), seed), r.architecture())))
                        .toList();
        };
    }

    private static Future<Double> completed(EvaluationRequest request) {
        return CompletableFuture.completedFuture(request.recordedScore().getAsDouble());
    }

    private List<Future<Double>> submit(PopulationSource population, List<EvaluationRequest> generation) {
        List<Architecture> architectures =
                generation.stream().map(EvaluationRequest::architecture).toList();
        var promotion = new RankingPromotion(
                problem, generation.stream().map(EvaluationRequest::candidate).toList());
        var scores = new FutureTask<>(() -> population.scores(architectures, seed, threads, promotion));
        pool.execute(scores);
        return IntStream.range(0, architectures.size())
                .mapToObj(i -> pool.submit(() -> {
                    try {
                        return requireValid(scores.get()[i], architectures.get(i));
                    } catch (ExecutionException e) {
                        throw e.getCause() instanceof Exception cause ? cause : e;
                    }
                }))
                .toList();
    }

    /** The score; fails if the source cannot give such a score. */
    private double requireValid(double score, Architecture architecture) {
        EvaluationMetric metric = source.metric();
        if (!metric.isValid(score)) {
            throw new UserError(
                    score + " is not a valid " + metric.title(),
                    source.description() + ", architecture " + architecture.name(),
                    "correct the accuracy source");
        }
        return score;
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

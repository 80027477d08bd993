package dev.sartor.search.run;

import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Random search, for comparison with a search: it draws as many networks within the limits, with the same seed, and scores them by the
 * same source. Its trials are recorded in {@code random.jsonl}, from which an interrupted baseline is resumed.
 */
final class RandomBaseline {
    private final SearchProblem problem;
    private final AccuracySource accuracy;
    private final RunConfig config;
    private final Optional<EvaluationSet> evaluationSet;

    RandomBaseline(
            SearchProblem problem, AccuracySource accuracy, RunConfig config, Optional<EvaluationSet> evaluationSet) {
        this.problem = problem;
        this.accuracy = accuracy;
        this.config = config;
        this.evaluationSet = evaluationSet;
    }

    /** Whether scores need no training, so that the baseline costs next to nothing, and the search itself is not random. */
    static boolean isCheap(RunConfig config) {
        return config.algorithm() != Algorithm.RANDOM && config.accuracy().isCheap();
    }

    /**
     * Evaluates as many random networks as a search evaluated, or fewer if cancelled.
     *
     * @param file the file in which their trials are recorded
     */
    void record(
            SearchResult result,
            Path file,
            int threads,
            SearchListener listener,
            LongSupplier nanoTime,
            BooleanSupplier cancelled) {
        int evaluated = (int) result.trials().stream().filter(Trial::isScored).count();
        Budget budget = config.budget().withTrials(evaluated).withTime(Optional.empty());
        try (TrialLog log = TrialLog.open(file, config.accuracy().metric(), evaluationSet)) {
            new Search(
                            problem,
                            accuracy,
                            Algorithm.RANDOM,
                            budget,
                            config.seed(),
                            log,
                            baselineListener(listener),
                            nanoTime)
                    .run(threads, cancelled);
        }
    }

    private static SearchListener baselineListener(SearchListener listener) {
        return new SearchListener() {
            @Override
            public void trial(Trial trial, SearchProgress progress) {
                listener.baseline(progress);
            }
        };
    }
}

package dev.sartor.search.run;

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
 * What chance finds at the budget that a search had: as many networks within the limits, drawn at random with the search's
 * own seed and judged by the same source. It is recorded beside the search, {@code random.jsonl}, and goes on where an
 * interruption left it.
 */
final class RandomBaseline {
    private final SearchProblem problem;
    private final AccuracySource accuracy;
    private final RunConfig config;

    RandomBaseline(SearchProblem problem, AccuracySource accuracy, RunConfig config) {
        this.problem = problem;
        this.accuracy = accuracy;
        this.config = config;
    }

    /** Whether a run is compared without being asked: not one that trains, nor one that draws at random itself. */
    static boolean comesCheap(RunConfig config) {
        return config.algorithm() != Algorithm.RANDOM && config.accuracy().cheap();
    }

    /**
     * Draws as many networks as a search evaluated, or fewer if asked to stop.
     *
     * @param file where their trials go
     */
    void record(
            SearchResult searched,
            Path file,
            int threads,
            SearchListener listener,
            LongSupplier nanoTime,
            BooleanSupplier cancelled) {
        int evaluated = (int) searched.trials().stream().filter(Trial::eligible).count();
        Budget budget = config.budget().withTrials(evaluated).withTime(Optional.empty());
        try (TrialLog log = TrialLog.open(file, config.accuracy().measure())) {
            new Search(problem, accuracy, Algorithm.RANDOM, budget, config.seed(), log, heard(listener), nanoTime)
                    .run(threads, cancelled);
        }
    }

    private static SearchListener heard(SearchListener listener) {
        return new SearchListener() {
            @Override
            public void trial(Trial trial, SearchProgress progress) {
                listener.baseline(progress);
            }
        };
    }
}

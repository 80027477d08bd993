package dev.sartor.search.algorithm;

import dev.sartor.Cancellation;
import dev.sartor.search.NasBenchMacroAccuracies;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Benchmark of predictive search with 150 trials on NAS-Bench-Macro over many seeds. Prints its share of the hypervolume of the true
 * front after 50, 75, 100 and 150 trials (mean, and minimum in parentheses), and the quality of its predictions.
 *
 * <p>Arguments: {@code [FIRST_SEED [SEEDS]]}. There are SEEDS (default 20) searches, whose seeds begin at FIRST_SEED (2000).
 */
public final class ForecastQualityBenchmark {
    private static final int[] TRIALS = {50, 75, 100, 150};

    private static final int THREADS = 1;

    private ForecastQualityBenchmark() {}

    public static void main(String[] args) {
        int firstSeed = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        NasBenchMacroAccuracies published = NasBenchMacroAccuracies.read();
        SearchProblem problem = published.problem();
        double trueHypervolume = published.front(problem).hypervolume();
        List<SearchResult> results = IntStream.range(firstSeed, firstSeed + seeds)
                .mapToObj(seed -> new Search(
                                problem,
                                published,
                                Algorithm.PREDICTIVE,
                                Budget.of(TRIALS[TRIALS.length - 1]),
                                seed,
                                Journal.NONE,
                                SearchListener.NONE,
                                System::nanoTime)
                        .run(THREADS, Cancellation.NEVER))
                .toList();
        for (int trials : TRIALS) {
            double[] shares = results.stream()
                    .mapToDouble(r -> hypervolume(problem, r.trials(), trials) / trueHypervolume)
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%4d trials: %.4f (%.4f)%n",
                    trials,
                    Arrays.stream(shares).average().orElseThrow(),
                    Arrays.stream(shares).min().orElseThrow());
        }
        List<ForecastQuality> qualities = results.stream()
                .map(r -> ForecastQuality.of(r.trials()).orElseThrow())
                .toList();
        System.out.printf(
                Locale.ROOT,
                "RMSE %.2f points, rank correlation %.3f, within two deviations %.1f %%%n",
                100 * mean(qualities, ForecastQuality::rmse),
                mean(qualities, ForecastQuality::kendallTau),
                100 * mean(qualities, ForecastQuality::coverage));
        System.out.printf(
                "the most accurate network found by %d of %d%n",
                results.stream()
                        .filter(r -> r.best().orElseThrow().score().orElseThrow() == published.best())
                        .count(),
                seeds);
    }

    /** The hypervolume of the first {@code count} trials within the limits. */
    private static double hypervolume(SearchProblem problem, List<Trial> trials, int count) {
        Front front = Front.of(problem);
        trials.stream().filter(Trial::isScored).limit(count).forEach(front::add);
        return front.hypervolume();
    }

    private static double mean(List<ForecastQuality> qualities, ToDoubleFunction<ForecastQuality> figure) {
        return qualities.stream().mapToDouble(figure).average().orElseThrow();
    }
}

package dev.sartor.search.algorithm;

import dev.sartor.Cancellation;
import dev.sartor.base.math.MannWhitney;
import dev.sartor.search.NasBenchMacroAccuracies;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Benchmark of the search algorithms on NAS-Bench-Macro over many seeds: their share of the hypervolume of the true front, and a rank
 * test whether NSGA-II is better than each other algorithm.
 *
 * <p>Arguments: {@code [FIRST_SEED [SEEDS [ALGORITHM…]]]}. Each ALGORITHM (default: all but exploration) makes SEEDS (20) searches for
 * each number of trials, whose seeds begin at FIRST_SEED (1000). The settings of the algorithms were chosen with seeds below 1000.
 */
public final class SearchBenchmark {
    private static final int THREADS = 1;
    private static final int[] TRIALS = {150, 300, 500};

    /** Indices in {@link #TRIALS}. */
    private static final int TRIALS_150 = 0;

    private static final int TRIALS_300 = 1;
    private static final int TRIALS_500 = 2;

    /** All algorithms but exploration, which needs predicted accuracies. */
    private static final List<Algorithm> DEFAULT_ALGORITHMS = Arrays.stream(Algorithm.values())
            .filter(a -> a != Algorithm.EXPLORATION)
            .toList();

    /** Results of one algorithm: shares of the true hypervolume, and the best accuracy: [index of trials][seed]. */
    private record Results(double[][] hypervolume, double[][] best) {}

    private final NasBenchMacroAccuracies published = NasBenchMacroAccuracies.read();
    private final SearchProblem problem = published.problem();
    private final double trueHypervolume = published.front(problem).hypervolume();
    private final int firstSeed;
    private final int seeds;

    private final List<Algorithm> algorithms;

    private SearchBenchmark(int firstSeed, int seeds, List<Algorithm> algorithms) {
        this.algorithms = algorithms;
        this.firstSeed = firstSeed;
        this.seeds = seeds;
    }

    public static void main(String[] args) {
        new SearchBenchmark(
                        args.length > 0 ? Integer.parseInt(args[0]) : 1000,
                        args.length > 1 ? Integer.parseInt(args[1]) : 20,
                        args.length > 2
                                ? Arrays.stream(args)
                                        .skip(2)
                                        .map(Algorithm::parse)
                                        .toList()
                                : DEFAULT_ALGORITHMS)
                .run();
    }

    private void run() {
        Map<Algorithm, Results> results = new EnumMap<>(Algorithm.class);
        for (Algorithm algorithm : algorithms) {
            results.put(algorithm, measure(algorithm));
        }
        System.out.printf(
                "Seeds %d to %d; share of the true front's hypervolume, mean (and minimum); p value of: NSGA-II is no"
                        + " better%n",
                firstSeed, firstSeed + seeds - 1);
        System.out.printf("%-24s %18s %18s %10s %22s%n", "", "150 trials", "300 trials", "p (300)", "best found (500)");
        results.forEach((algorithm, r) -> print(algorithm, r, Optional.ofNullable(results.get(Algorithm.NSGA2))));
    }

    private Results measure(Algorithm algorithm) {
        double[][] hypervolume = new double[TRIALS.length][seeds];
        double[][] best = new double[TRIALS.length][seeds];
        for (int t = 0; t < TRIALS.length; t++) {
            for (int s = 0; s < seeds; s++) {
                SearchResult result = new Search(
                                problem,
                                published,
                                algorithm,
                                Budget.of(TRIALS[t]),
                                firstSeed + s,
                                Journal.NONE,
                                SearchListener.NONE,
                                System::nanoTime)
                        .run(THREADS, Cancellation.NEVER);
                hypervolume[t][s] = result.hypervolume() / trueHypervolume;
                best[t][s] = result.best().orElseThrow().score().orElseThrow();
            }
        }
        return new Results(hypervolume, best);
    }

    private void print(Algorithm algorithm, Results results, Optional<Results> nsga2) {
        String p = algorithm == Algorithm.NSGA2
                ? ""
                : nsga2.map(g -> String.format(
                                Locale.ROOT,
                                "%.1e",
                                MannWhitney.oneSidedPValue(
                                        g.hypervolume()[TRIALS_300], results.hypervolume()[TRIALS_300])))
                        .orElse("");
        long found = IntStream.range(0, seeds)
                .filter(s -> results.best()[TRIALS_500][s] == published.best())
                .count();
        System.out.printf(
                Locale.ROOT,
                "%-24s %18s %18s %10s %16d of %2d%n",
                algorithm.text(),
                text(results.hypervolume()[TRIALS_150]),
                text(results.hypervolume()[TRIALS_300]),
                p,
                found,
                seeds);
    }

    private static String text(double[] shares) {
        return String.format(
                Locale.ROOT,
                "%.4f (%.4f)",
                DoubleStream.of(shares).average().orElseThrow(),
                Arrays.stream(shares).min().orElseThrow());
    }
}

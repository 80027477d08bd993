package dev.sartor.delivery;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.search.NasBenchMacroAccuracies;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Benchmark of a planned search on NAS-Bench-Macro, with noise as of short trainings added to the accuracies. Prints by how many
 * percentage points of published accuracy the winner is below the best network within a limit. The winner is the first network, or the
 * best of the first four (the finalists), in the order of scores, or of the accuracies that a predictor expects ({@link PromisingTrials}).
 *
 * <p>Arguments: {@code [NOISE [SEEDS [TRIALS]]]}. NOISE (default 0.15) is the standard deviation of the logarithm of the error. Printed
 * are means over SEEDS (20) searches of TRIALS (32) trials each.
 */
public final class PromisingTrialsBenchmark {
    private static final int GENERATION = 4;
    private static final int FINALISTS = 4;
    private static final int THREADS = 1;

    /** Bounds of accuracies with noise. */
    private static final double MIN_ACCURACY = 0.1;

    private static final double MAX_ACCURACY = 0.999;

    /** A prime, so that seeds of different searches and networks differ. */
    private static final long SEED_FACTOR = 7919;

    private PromisingTrialsBenchmark() {}

    public static void main(String[] args) {
        double noise = args.length > 0 ? Double.parseDouble(args[0]) : 0.15;
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int trials = args.length > 2 ? Integer.parseInt(args[2]) : 32;
        NasBenchMacroAccuracies published = NasBenchMacroAccuracies.read();
        System.out.printf(
                "%-12s %-14s %6s %10s %10s %10s %10s%n",
                "limit", "objectives", "trials", "by score", "predicted", "4 by score", "4 predict.");
        for (String limit : List.of("macs<=43.1M", "macs<=59.3M")) {
            for (List<String> objectives : List.of(List.of("accuracy"), List.of("accuracy", "macs"))) {
                print(published, limit, objectives, trials, noise, seeds);
            }
        }
    }

    private static void print(
            NasBenchMacroAccuracies published,
            String limit,
            List<String> objectives,
            int trials,
            double noise,
            int seeds) {
        var problem = new SearchProblem(
                published.space,
                CostModel.withoutTables(published.space),
                objectives.stream().map(Objective::parse).toList(),
                List.of(Limit.parse(limit)));
        double best = published.rows.entrySet().stream()
                .filter(e ->
                        problem.candidate(published.space.parse(e.getKey())).feasible())
                .mapToDouble(e -> e.getValue().accuracy())
                .max()
                .orElseThrow();
        // in the order of the printed columns
        double[] regrets = new double[4];
        for (int seed = 1; seed <= seeds; seed++) {
            List<Trial> evaluated = search(problem, noisy(published, noise, seed), trials, seed);
            List<Trial> byScore = evaluated.stream()
                    .filter(Trial::isScored)
                    .sorted(Comparator.comparingDouble(t -> -t.score().orElseThrow()))
                    .toList();
            List<Trial> byPrediction = PromisingTrials.inOrder(evaluated, problem, Algorithm.PREDICTIVE);
            regrets[0] +=
                    best - bestPublishedAccuracy(published, byScore.stream().limit(1));
            regrets[1] += best
                    - bestPublishedAccuracy(published, byPrediction.stream().limit(1));
            regrets[2] +=
                    best - bestPublishedAccuracy(published, byScore.stream().limit(FINALISTS));
            regrets[3] += best
                    - bestPublishedAccuracy(published, byPrediction.stream().limit(FINALISTS));
        }
        System.out.printf(
                Locale.ROOT,
                "%-12s %-14s %6d %10.2f %10.2f %10.2f %10.2f%n",
                limit,
                String.join(", ", objectives),
                trials,
                100 * regrets[0] / seeds,
                100 * regrets[1] / seeds,
                100 * regrets[2] / seeds,
                100 * regrets[3] / seeds);
    }

    private static List<Trial> search(SearchProblem problem, AccuracySource source, int trials, int seed) {
        return new Search(
                        problem,
                        source,
                        Algorithm.PREDICTIVE,
                        Budget.of(trials).withPopulation(2 * GENERATION, GENERATION),
                        seed,
                        Journal.NONE,
                        SearchListener.NONE,
                        System::nanoTime)
                .run(THREADS, Cancellation.NEVER)
                .trials();
    }

    private static AccuracySource noisy(NasBenchMacroAccuracies published, double noise, int seed) {
        return ToyProblem.source(architecture -> {
            double error = 1 - published.score(architecture, seed);
            var random =
                    new Random(SEED_FACTOR * seed + architecture.blockStrings().hashCode());
            return Math.clamp(1 - error * Math.exp(noise * random.nextGaussian()), MIN_ACCURACY, MAX_ACCURACY);
        });
    }

    private static double bestPublishedAccuracy(NasBenchMacroAccuracies published, Stream<Trial> trials) {
        return trials.mapToDouble(t -> published.rows.get(t.genome()).accuracy())
                .max()
                .orElseThrow();
    }
}

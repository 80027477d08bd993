package dev.sartor.search.front;

import dev.sartor.base.math.MannWhitney;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.comparator.NondominatedSortingComparator;
import org.moeaframework.core.initialization.RandomInitialization;
import org.moeaframework.core.operator.Variation;
import org.moeaframework.core.population.NondominatedSortingPopulation;
import org.moeaframework.core.selection.TournamentSelection;
import org.moeaframework.core.spi.OperatorFactory;
import org.moeaframework.problem.DTLZ.DTLZ1;
import org.moeaframework.problem.DTLZ.DTLZ2;
import org.moeaframework.problem.ZDT.ZDT1;
import org.moeaframework.problem.ZDT.ZDT2;
import org.moeaframework.problem.ZDT.ZDT3;
import org.moeaframework.problem.ZDT.ZDT4;
import org.moeaframework.problem.ZDT.ZDT6;

/**
 * Benchmark of Sartor's NSGA-II against the NSGA-II of the MOEA Framework, on the test problems ZDT and DTLZ. Ranking, crowding distance,
 * tournaments and survival are Sartor's; crossover and mutation of real numbers are those of the MOEA Framework. Prints the mean
 * hypervolume with the half-width of its 95 % confidence interval, and the p value of a two-sided rank test.
 *
 * <p>Arguments: {@code [SEEDS]}, the number of runs of each (default 10).
 */
public final class NsgaReferenceBenchmark {
    private static final int POPULATION = 100;
    private static final int EVALUATIONS = 25_000;

    /** Half the width of a 95 % interval in standard errors. */
    private static final double NORMAL_95 = 1.96;

    private static final int TOURNAMENT_SIZE = 2;
    private static final int DTLZ_OBJECTIVES = 3;

    /** A problem of the MOEA Framework with the reference point of its hypervolume. */
    private record Problem(Supplier<org.moeaframework.problem.Problem> create, double... referencePoint) {}

    /** Adapter from the MOEA Framework's solution to Sartor's. */
    private record RealSolution(org.moeaframework.core.Solution solution, double[] objectiveValues)
            implements Solution {
        static RealSolution of(org.moeaframework.core.Solution solution) {
            return new RealSolution(solution, solution.getObjectiveValues());
        }

        @Override
        public double violation() {
            return 0;
        }
    }

    private NsgaReferenceBenchmark() {}

    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        System.out.printf("%-8s %22s %22s %8s%n", "", "MOEA Framework", "Sartor", "p");
        problems().forEach((name, problem) -> {
            double[] moeaFramework = volumes(
                    seeds, problem, seed -> runMoeaFramework(problem.create().get(), seed));
            double[] sartor =
                    volumes(seeds, problem, seed -> runSartor(problem.create().get(), seed));
            double p = 2
                    * Math.min(
                            MannWhitney.oneSidedPValue(moeaFramework, sartor),
                            MannWhitney.oneSidedPValue(sartor, moeaFramework));
            System.out.printf(
                    Locale.ROOT, "%-8s %22s %22s %8.2f%n", name, text(moeaFramework), text(sartor), Math.min(1, p));
        });
    }

    private static Map<String, Problem> problems() {
        Map<String, Problem> problems = new LinkedHashMap<>();
        problems.put("ZDT1", new Problem(ZDT1::new, 1.1, 1.1));
        problems.put("ZDT2", new Problem(ZDT2::new, 1.1, 1.1));
        problems.put("ZDT3", new Problem(ZDT3::new, 1.1, 1.1));
        problems.put("ZDT4", new Problem(ZDT4::new, 1.1, 1.1));
        problems.put("ZDT6", new Problem(ZDT6::new, 1.1, 1.1));
        problems.put("DTLZ1", new Problem(() -> new DTLZ1(DTLZ_OBJECTIVES), 0.55, 0.55, 0.55));
        problems.put("DTLZ2", new Problem(() -> new DTLZ2(DTLZ_OBJECTIVES), 1.1, 1.1, 1.1));
        return problems;
    }

    private static double[] volumes(int seeds, Problem problem, LongFunction<List<double[]>> search) {
        return LongStream.range(0, seeds)
                .mapToDouble(seed -> Hypervolume.of(search.apply(seed), problem.referencePoint()))
                .toArray();
    }

    private static List<double[]> runMoeaFramework(org.moeaframework.problem.Problem problem, long seed) {
        PRNG.setSeed(seed);
        // the tournament of the paper compares ranks; the framework's own compares dominance
        var algorithm = new NSGAII(
                problem,
                POPULATION,
                new NondominatedSortingPopulation(),
                // no archive
                null,
                new TournamentSelection(TOURNAMENT_SIZE, new NondominatedSortingComparator()),
                OperatorFactory.getInstance().getVariation(problem),
                new RandomInitialization(problem));
        algorithm.run(EVALUATIONS);
        return algorithm.getPopulation().asList().stream()
                .map(org.moeaframework.core.Solution::getObjectiveValues)
                .toList();
    }

    private static List<double[]> runSartor(org.moeaframework.problem.Problem problem, long seed) {
        // another seed than that of the framework's run, so that the initial populations differ
        PRNG.setSeed(~seed);
        RandomGenerator random = new SplittableRandom(seed);
        Variation variation = OperatorFactory.getInstance().getVariation(problem);
        var parents = new Ranking<>(
                evaluated(problem, Arrays.stream(new RandomInitialization(problem).initialize(POPULATION))));
        for (int evaluations = POPULATION; evaluations < EVALUATIONS; evaluations += POPULATION) {
            List<RealSolution> all = new ArrayList<>(parents.solutions());
            while (all.size() < 2 * POPULATION) {
                Ranking<RealSolution> survivors = parents;
                var pair = Stream.generate(() -> winner(survivors, random).solution())
                        .limit(variation.getArity())
                        .toArray(org.moeaframework.core.Solution[]::new);
                all.addAll(evaluated(problem, Arrays.stream(variation.evolve(pair))));
            }
            parents = new Ranking<>(all).best(POPULATION);
        }
        return parents.solutions().stream().map(RealSolution::objectiveValues).toList();
    }

    /** The winner of a binary tournament. */
    private static RealSolution winner(Ranking<RealSolution> survivors, RandomGenerator random) {
        int a = random.nextInt(survivors.size());
        int b = random.nextInt(survivors.size());
        return survivors.solution(survivors.compare(a, b) <= 0 ? a : b);
    }

    private static List<RealSolution> evaluated(
            org.moeaframework.problem.Problem problem, Stream<org.moeaframework.core.Solution> solutions) {
        return solutions.peek(problem::evaluate).map(RealSolution::of).toList();
    }

    private static String text(double[] volumes) {
        double mean = DoubleStream.of(volumes).average().orElseThrow();
        double squares =
                DoubleStream.of(volumes).map(v -> (v - mean) * (v - mean)).sum();
        return String.format(
                Locale.ROOT,
                "%.5f +- %.5f",
                mean,
                NORMAL_95 * Math.sqrt(squares / (volumes.length - 1) / volumes.length));
    }
}

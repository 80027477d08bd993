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
 * Benchmark of Sartor's ranking, crowding, tournaments and survival, with the MOEA Framework's variation of real numbers, against
 * the NSGA-II of that framework: hypervolume on ZDT and DTLZ, mean with the half-width of its 95 % confidence interval, and a two-sided rank test:
 * {@code NsgaReferenceBenchmark [SEEDS]}.
 */
public final class NsgaReferenceBenchmark {
    private static final int POPULATION = 100;
    private static final int EVALUATIONS = 25_000;

    /** A problem of the MOEA Framework with the reference point of its hypervolume. */
    private record Task(Supplier<org.moeaframework.problem.Problem> problem, double... referencePoint) {}

    /** Adapter of the framework's solution. */
    private record Real(org.moeaframework.core.Solution solution, double[] objectiveValues) implements Solution {
        static Real of(org.moeaframework.core.Solution solution) {
            return new Real(solution, solution.getObjectiveValues());
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
        tasks().forEach((name, task) -> {
            double[] theirs = volumes(seeds, task, seed -> theirs(task.problem().get(), seed));
            double[] ours = volumes(seeds, task, seed -> ours(task.problem().get(), seed));
            double p = 2 * Math.min(MannWhitney.oneSidedPValue(theirs, ours), MannWhitney.oneSidedPValue(ours, theirs));
            System.out.printf(Locale.ROOT, "%-8s %22s %22s %8.2f%n", name, text(theirs), text(ours), Math.min(1, p));
        });
    }

    private static Map<String, Task> tasks() {
        Map<String, Task> tasks = new LinkedHashMap<>();
        tasks.put("ZDT1", new Task(ZDT1::new, 1.1, 1.1));
        tasks.put("ZDT2", new Task(ZDT2::new, 1.1, 1.1));
        tasks.put("ZDT3", new Task(ZDT3::new, 1.1, 1.1));
        tasks.put("ZDT4", new Task(ZDT4::new, 1.1, 1.1));
        tasks.put("ZDT6", new Task(ZDT6::new, 1.1, 1.1));
        tasks.put("DTLZ1", new Task(() -> new DTLZ1(3), 0.55, 0.55, 0.55));
        tasks.put("DTLZ2", new Task(() -> new DTLZ2(3), 1.1, 1.1, 1.1));
        return tasks;
    }

    private static double[] volumes(int seeds, Task task, LongFunction<List<double[]>> search) {
        return LongStream.range(0, seeds)
                .mapToDouble(seed -> Hypervolume.of(search.apply(seed), task.referencePoint()))
                .toArray();
    }

    private static List<double[]> theirs(org.moeaframework.problem.Problem problem, long seed) {
        PRNG.setSeed(seed);
        // the tournament of the paper compares ranks; the framework's own compares dominance
        var algorithm = new NSGAII(
                problem,
                POPULATION,
                new NondominatedSortingPopulation(),
                null,
                new TournamentSelection(2, new NondominatedSortingComparator()),
                OperatorFactory.getInstance().getVariation(problem),
                new RandomInitialization(problem));
        algorithm.run(EVALUATIONS);
        return algorithm.getPopulation().asList().stream()
                .map(org.moeaframework.core.Solution::getObjectiveValues)
                .toList();
    }

    private static List<double[]> ours(org.moeaframework.problem.Problem problem, long seed) {
        // other seeds than the framework's, so that the initial populations differ
        PRNG.setSeed(~seed);
        RandomGenerator random = new SplittableRandom(seed);
        Variation variation = OperatorFactory.getInstance().getVariation(problem);
        var parents = new Ranking<>(
                evaluated(problem, Arrays.stream(new RandomInitialization(problem).initialize(POPULATION))));
        for (int evaluations = POPULATION; evaluations < EVALUATIONS; evaluations += POPULATION) {
            List<Real> all = new ArrayList<>(parents.solutions());
            while (all.size() < 2 * POPULATION) {
                Ranking<Real> survivors = parents;
                var pair = Stream.generate(() -> winner(survivors, random).solution())
                        .limit(variation.getArity())
                        .toArray(org.moeaframework.core.Solution[]::new);
                all.addAll(evaluated(problem, Arrays.stream(variation.evolve(pair))));
            }
            parents = new Ranking<>(all).best(POPULATION);
        }
        return parents.solutions().stream().map(Real::objectiveValues).toList();
    }

    /** The winner of a binary tournament. */
    private static Real winner(Ranking<Real> survivors, RandomGenerator random) {
        int a = random.nextInt(survivors.size());
        int b = random.nextInt(survivors.size());
        return survivors.solution(survivors.compare(a, b) <= 0 ? a : b);
    }

    private static List<Real> evaluated(
            org.moeaframework.problem.Problem problem, Stream<org.moeaframework.core.Solution> solutions) {
        return solutions.peek(problem::evaluate).map(Real::of).toList();
    }

    private static String text(double[] volumes) {
        double mean = DoubleStream.of(volumes).average().orElseThrow();
        double squares =
                DoubleStream.of(volumes).map(v -> (v - mean) * (v - mean)).sum();
        return String.format(
                Locale.ROOT, "%.5f +- %.5f", mean, 1.96 * Math.sqrt(squares / (volumes.length - 1) / volumes.length));
    }
}

package dev.sartor.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches of a space whose every accuracy is known. */
class NasBenchMacroTest {
    private static final int SEEDS = 10;

    @Test
    void costsAreThoseOfTheBenchmark() {
        NasBenchMacro bench = NasBenchMacro.assumed();
        Problem problem = problem(bench);
        bench.rows.forEach((genome, row) -> assertEquals(row.macs(),
                problem.costModel().of(bench.space.parse(genome)).macs(), genome));
    }

    @Test
    void aFewHundredEvaluationsReachTheTrueFrontFarCloserThanChance() {
        NasBenchMacro bench = NasBenchMacro.assumed();
        Problem problem = problem(bench);
        double truth = wholeFront(bench, problem).hypervolume();
        double genetic = meanHypervolume(bench, problem, Algorithm.NSGA2) / truth;
        double random = meanHypervolume(bench, problem, Algorithm.RANDOM) / truth;
        assertTrue(genetic > 0.985, "share of the true hypervolume: " + genetic);
        assertTrue(1 - genetic < (1 - random) / 3, "missing shares: " + (1 - genetic) + ", by chance " + (1 - random));
    }

    private static double meanHypervolume(NasBenchMacro bench, Problem problem, Algorithm algorithm) {
        return IntStream.range(0, SEEDS).mapToDouble(seed -> new Search(problem, bench, algorithm, Budget.of(300), seed,
                Journal.NONE, SearchListener.NONE, System::nanoTime).run(1, () -> false).hypervolume()).average().orElseThrow();
    }

    private static Problem problem(NasBenchMacro bench) {
        return new Problem(bench.space, new CostModel(bench.space, new TreeMap<>()), Problem.defaultObjectives(false),
                List.of());
    }

    private static Front wholeFront(NasBenchMacro bench, Problem problem) {
        Front front = new Front(problem.objectives(), Scale.of(problem));
        new TreeMap<>(bench.rows).forEach((genome, row) -> front.add(new Trial(front.size() + 1, 0, Trial.Origin.RANDOM,
                genome, List.of(), problem.costModel().of(bench.space.parse(genome)), true,
                OptionalDouble.of(row.accuracy()))));
        return front;
    }
}

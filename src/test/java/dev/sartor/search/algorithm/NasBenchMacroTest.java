package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.search.NasBenchMacroAccuracies;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches of a space with known accuracies. */
class NasBenchMacroTest {
    private static final int SEEDS = 10;

    @Test
    void costsAreThoseOfTheBenchmark() {
        NasBenchMacroAccuracies bench = NasBenchMacroAccuracies.read();
        SearchProblem problem = bench.problem();
        bench.rows.forEach((genome, row) -> assertEquals(
                row.macs(), problem.costModel().of(bench.space.parse(genome)).macs(), genome));
    }

    @Test
    void aSearchWith300EvaluationsIsMuchCloserToTheTrueFrontThanRandomSearch() {
        NasBenchMacroAccuracies bench = NasBenchMacroAccuracies.read();
        SearchProblem problem = bench.problem();
        double truth = bench.front(problem).hypervolume();
        double genetic = meanHypervolume(bench, problem, Algorithm.NSGA2) / truth;
        double random = meanHypervolume(bench, problem, Algorithm.RANDOM) / truth;
        assertTrue(genetic > 0.995, "share of the true hypervolume: " + genetic);
        assertTrue(1 - genetic < (1 - random) / 5, "missing shares: " + (1 - genetic) + ", at random " + (1 - random));
    }

    @Test
    void predictiveSearchNeedsAThirdOfTheEvaluationsOfNsga2() {
        NasBenchMacroAccuracies bench = NasBenchMacroAccuracies.read();
        double share = IntStream.range(0, 3)
                        .mapToDouble(seed -> search(bench, bench.problem(), Algorithm.PREDICTIVE, 100, seed)
                                .hypervolume())
                        .average()
                        .orElseThrow()
                / bench.front(bench.problem()).hypervolume();
        assertTrue(share > 0.995, "share of the true hypervolume: " + share);
    }

    @Test
    void theMostAccurateNetworkOfTheSpaceIsFoundByMostSearches() {
        NasBenchMacroAccuracies bench = NasBenchMacroAccuracies.read();
        long found = IntStream.range(0, SEEDS)
                .filter(seed -> search(bench, bench.problem(), Algorithm.NSGA2, 500, seed)
                                .best()
                                .orElseThrow()
                                .score()
                                .orElseThrow()
                        == bench.best())
                .count();
        assertTrue(found >= SEEDS - 1, found + " of " + SEEDS);
    }

    private static double meanHypervolume(NasBenchMacroAccuracies bench, SearchProblem problem, Algorithm algorithm) {
        return IntStream.range(0, SEEDS)
                .mapToDouble(
                        seed -> search(bench, problem, algorithm, 300, seed).hypervolume())
                .average()
                .orElseThrow();
    }

    private static SearchResult search(
            NasBenchMacroAccuracies bench, SearchProblem problem, Algorithm algorithm, int trials, int seed) {
        return new Search(
                        problem,
                        bench,
                        algorithm,
                        Budget.of(trials),
                        seed,
                        Journal.NONE,
                        SearchListener.NONE,
                        System::nanoTime)
                .run(1, Cancellation.NEVER);
    }
}

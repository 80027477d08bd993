package dev.sartor.search.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Costs;
import dev.sartor.space.genome.Genome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The arguments of {@code best} are the remaining candidates, the scores of all, and the number to promote. */
class RankingPromotionTest {
    @Test
    void theMostAccurateOfEqualCostsArePromotedInTheOrderOfThePopulation() {
        RankingPromotion promotion = promotion(1, 1, 1, 1);
        assertEquals(List.of(1, 3), promotion.best(List.of(0, 1, 2, 3), new double[] {0.3, 0.8, 0.2, 0.9}, 2));
    }

    @Test
    void onlyTheRemainingCandidatesCompete() {
        RankingPromotion promotion = promotion(1, 1, 1, 1);
        assertEquals(List.of(2), promotion.best(List.of(0, 2), new double[] {0.3, 0.8, 0.4, 0.9}, 1));
    }

    @Test
    void aFastCandidateIsPromotedBeforeADominatedOneOfAHigherScore() {
        RankingPromotion promotion = promotion(1, 2, 3);
        assertEquals(List.of(0, 1), promotion.best(List.of(0, 1, 2), new double[] {0.5, 0.9, 0.8}, 2));
    }

    /** Of candidates with these latencies. */
    private static RankingPromotion promotion(double... latencyMs) {
        return new RankingPromotion(
                ToyProblem.problem(),
                Arrays.stream(latencyMs)
                        // Candidate: genome, key, costs, violation of limits
                        // Costs: MACs, parameters, peak bytes of activations, bytes of weights, latencies in ms by
                        // table
                        .mapToObj(ms -> new Candidate(
                                Genome.of(0), "", new Costs(1, 1, 1, 1, new TreeMap<>(Map.of("toy", ms))), 0))
                        .toList());
    }
}

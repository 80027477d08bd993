package dev.sartor.search.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Fitness;
import dev.sartor.search.algorithm.Proposal;
import dev.sartor.search.algorithm.RankingEvaluator;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Costs;
import dev.sartor.space.genome.Genome;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void ranksAreThoseOfRemovingOneFrontAfterTheOther(long seed) {
        var random = new SplittableRandom(seed);
        List<EvaluatedCandidate> members = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            boolean within = random.nextInt(4) > 0;
            members.add(rated(
                    within ? 0 : random.nextInt(1, 4),
                    random.ints(2 + (int) (seed % 2), 0, 12).asDoubleStream().toArray()));
        }
        Ranking<EvaluatedCandidate> ranking = new Ranking<>(members);
        int[] expectedRanks = expectedRanks(members);
        for (int a = 0; a < members.size(); a++) {
            for (int b = 0; b < members.size(); b++) {
                if (expectedRanks[a] != expectedRanks[b]) {
                    assertEquals(Integer.compare(expectedRanks[a], expectedRanks[b]), ranking.compare(a, b));
                }
            }
        }
    }

    @Test
    void withinAFrontTheLargerCrowdingDistanceComesFirst() {
        Ranking<EvaluatedCandidate> ranking =
                new Ranking<>(List.of(rated(0, 0, 8), rated(0, 1, 7), rated(0, 2, 6), rated(0, 7, 1), rated(0, 8, 0)));
        assertTrue(ranking.compare(0, 3) < 0 && ranking.compare(4, 3) < 0, "ends");
        assertTrue(ranking.compare(3, 2) == 0 && ranking.compare(2, 1) < 0, "6 + 6, 6 + 6 and 2 + 2 eighths");
        assertEquals(
                List.of(0, 4, 2),
                ranking.best(3).solutions().stream()
                        .map(m -> ranking.solutions().indexOf(m))
                        .toList());
    }

    @Test
    void theBestKeepTheirRanksAndCrowdingDistances() {
        Ranking<EvaluatedCandidate> ranking =
                new Ranking<>(List.of(rated(0, 9, 9), rated(0, 1, 9), rated(0, 3, 5), rated(0, 9, 1), rated(1, 0, 0)));
        assertEquals(2, ranking.crowding(2), "8 + 8 eighths");
        Ranking<EvaluatedCandidate> best = ranking.best(4);
        assertEquals(
                List.of(1, 3, 2, 0),
                best.solutions().stream()
                        .map(m -> ranking.solutions().indexOf(m))
                        .toList());
        assertEquals(
                List.of(0, 0, 0, 1), IntStream.range(0, 4).mapToObj(best::rank).toList());
        assertEquals(
                List.of(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 2.0, Double.POSITIVE_INFINITY),
                IntStream.range(0, 4).mapToObj(best::crowding).toList());
        assertEquals(5, ranking.best(9).size());
    }

    @Test
    void equalSolutionsBetweenTheEndsHaveNoCrowdingDistance() {
        Ranking<EvaluatedCandidate> ranking = new Ranking<>(List.of(rated(0, 1, 1), rated(0, 1, 1), rated(0, 1, 1)));
        assertEquals(
                List.of(Double.POSITIVE_INFINITY, 0.0, Double.POSITIVE_INFINITY),
                IntStream.range(0, 3).mapToObj(ranking::crowding).toList());
    }

    @Test
    void theSmallerViolationComesFirstWhateverTheObjectives() {
        Ranking<EvaluatedCandidate> ranking =
                new Ranking<>(List.of(rated(0.5, 0, 0), rated(0, 9, 9), rated(0.1, 5, 5)));
        assertTrue(ranking.compare(1, 2) < 0 && ranking.compare(2, 0) < 0);
    }

    @Test
    void theFittestOfAGenerationIsFirst() {
        var codec = new GenomeCodec(ToyProblem.space());
        List<EvaluatedCandidate> members =
                List.of(rated(0.5, 0, 0), rated(0, 9, 9), rated(0, 2, 6), rated(0, 0, 8), rated(0, 8, 0));
        ISeq<Phenotype<ChoiceGene, Fitness>> evaluated = new RankingEvaluator()
                .eval(members.stream()
                        .map(r -> Phenotype.of(
                                codec.encode(Genome.of(
                                        new int[ToyProblem.space().genes().size()])),
                                1,
                                Fitness.of(r)))
                        .collect(ISeq.toISeq()));
        assertEquals(
                List.of(3, 4, 2, 1, 0),
                evaluated.stream()
                        .map(p -> members.indexOf(p.fitness().evaluated()))
                        .toList());
        assertEquals(
                List.of(0, 0, 0, 1, 2),
                evaluated.stream().map(p -> p.fitness().rank()).toList());
        assertEquals(2, evaluated.get(2).fitness().crowding(), "the whole range of both objectives");
        assertTrue(IntStream.range(1, 5).allMatch(i -> evaluated.get(i - 1).compareTo(evaluated.get(i)) >= 0));
    }

    @Test
    void aPendingIndividualIsLessFitThanAnyOther() {
        Fitness pending = Fitness.pending(new Proposal(rated(0, 1).candidate(), Trial.Origin.RANDOM));
        assertTrue(
                pending.isPending() && pending.compareTo(Fitness.of(rated(0, 1)).ranked(1000, 0)) < 0);
    }

    private static int[] expectedRanks(List<EvaluatedCandidate> members) {
        int[] ranks = new int[members.size()];
        Arrays.fill(ranks, -1);
        for (int rank = 0; IntStream.of(ranks).anyMatch(r -> r < 0); rank++) {
            List<Integer> remaining = IntStream.range(0, ranks.length)
                    .filter(i -> ranks[i] < 0)
                    .boxed()
                    .toList();
            for (int i : remaining) {
                if (remaining.stream().noneMatch(j -> members.get(j).dominance(members.get(i)) > 0)) {
                    ranks[i] = rank;
                }
            }
        }
        return ranks;
    }

    /** A candidate with this violation of limits, and with these values of its objectives if it violates none. */
    private static EvaluatedCandidate rated(double violation, double... objectiveValues) {
        return new EvaluatedCandidate(
                // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
                new Candidate(Genome.of(0), "", new Costs(0, 0, 0, new TreeMap<>()), violation),
                0,
                violation == 0 ? objectiveValues : null);
    }
}

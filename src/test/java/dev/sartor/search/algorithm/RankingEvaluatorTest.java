package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RankingEvaluatorTest {
    private final SearchProblem problem = ToyProblem.problem();
    private final Candidate candidate = problem.candidate(problem.space().sample(new SplittableRandom(1)));

    private Fitness fitness(double first, double second) {
        return Fitness.of(new EvaluatedCandidate(candidate, 0.5, new double[] {first, second}));
    }

    private Phenotype<ChoiceGene, Fitness> individual(Fitness fitness) {
        return Phenotype.of(new GenomeCodec(problem.space()).encode(candidate.genome()), 3, fitness);
    }

    private ISeq<Phenotype<ChoiceGene, Fitness>> generation(Fitness... fitness) {
        return Stream.of(fitness).map(this::individual).collect(ISeq.toISeq());
    }

    private static List<Double> firstObjectives(ISeq<Phenotype<ChoiceGene, Fitness>> ranked) {
        return ranked.stream()
                .map(p -> p.fitness().evaluated().objectiveValues()[0])
                .toList();
    }

    @Test
    void theFittestComeFirstByRankAndThenByCrowdingDistance() {
        // the front is (0, 1), (0.3, 0.5), (0.5, 0.4) and (1, 0); both dominated points are behind it
        ISeq<Phenotype<ChoiceGene, Fitness>> ranked = new RankingEvaluator()
                .eval(generation(
                        fitness(2, 2),
                        fitness(0.5, 0.4),
                        fitness(0.1, 1.5),
                        fitness(0.3, 0.5),
                        fitness(0, 1),
                        fitness(1, 0)));
        List<Double> order = firstObjectives(ranked);
        assertEquals(List.of(0.1, 2.0), order.subList(4, 6));
        assertEquals(
                List.of(0, 0, 0, 0, 1, 2),
                ranked.stream().map(p -> p.fitness().rank()).toList());
        // the ends of the front have an infinite crowding distance
        assertTrue(order.subList(0, 2).containsAll(List.of(0.0, 1.0)));
        assertTrue(Double.isInfinite(ranked.get(0).fitness().crowding()));
        assertTrue(Double.isInfinite(ranked.get(1).fitness().crowding()));
        // (0.3, 0.5) has (0, 1) and (0.5, 0.4) beside it, (0.5, 0.4) has (0.3, 0.5) and (1, 0)
        assertEquals(List.of(0.5, 0.3), order.subList(2, 4));
        assertEquals(0.7 + 0.5, ranked.get(2).fitness().crowding(), 1e-9);
        assertEquals(0.5 + 0.6, ranked.get(3).fitness().crowding(), 1e-9);
        assertEquals(3, ranked.get(0).generation());
    }

    @Test
    void aGenerationWithPendingIndividualsIsReturnedAsItIs() {
        ISeq<Phenotype<ChoiceGene, Fitness>> generation =
                generation(fitness(2, 2), Fitness.pending(new Proposal(candidate, Trial.Origin.OFFSPRING)));
        assertSame(generation, new RankingEvaluator().eval(generation));
    }

    @Test
    void aFitnessIsGreaterByItsRankAndThenByItsCrowdingDistance() {
        Fitness pending = Fitness.pending(new Proposal(candidate, Trial.Origin.OFFSPRING));
        // ranked: rank, crowding distance
        List<Fitness> ascending = List.of(
                pending,
                fitness(1, 1).ranked(2, 5),
                fitness(1, 1).ranked(1, 0.5),
                fitness(1, 1).ranked(1, 0.7));
        assertEquals(ascending, ascending.reversed().stream().sorted().toList());
        assertEquals(ascending.getLast(), Collections.max(ascending));
        assertTrue(pending.isPending());
        assertFalse(ascending.getLast().isPending());
    }
}

package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import io.jenetics.AltererResult;
import io.jenetics.Phenotype;
import io.jenetics.engine.Engine;
import io.jenetics.engine.Evaluator;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvolvingPopulationTest {
    private final SearchProblem problem = ToyProblem.problem();
    private final GenomeCodec codec = new GenomeCodec(problem.space());
    private final EvolvingPopulation population = new EvolvingPopulation(codec, new SplittableRandom(5));
    private final SplittableRandom random = new SplittableRandom(1);
    /** A random number that each generation drew. */
    private final List<Double> drawn = new ArrayList<>();
    /** The numbers of the generations. */
    private final List<Long> generations = new ArrayList<>();

    private Candidate sample() {
        return problem.candidate(problem.space().sample(random));
    }

    private List<EvaluatedCandidate> evaluated(int count) {
        List<EvaluatedCandidate> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(EvaluatedCandidate.of(problem, sample(), 0.5));
        }
        return list;
    }

    private List<EvaluatedCandidate> individuals() {
        return population.individuals().map(p -> p.fitness().evaluated()).asList();
    }

    /** The engine keeps the first {@code survivors} individuals and adds one child with this proposal. */
    private Engine<ChoiceGene, Fitness> engine(
            Evaluator<ChoiceGene, Fitness> evaluator, int survivors, Proposal proposal) {
        return population
                .engine(evaluator, survivors, 1)
                .survivorsSelector((all, _, _) -> ISeq.of(all.subSeq(0, survivors)))
                .offspringSelector((all, _, _) -> all.asISeq())
                .alterers((_, generation) -> {
                    drawn.add(RandomRegistry.random().nextDouble());
                    generations.add(generation);
                    return new AltererResult<>(
                            ISeq.of(Phenotype.of(
                                    codec.encode(proposal.candidate().genome()),
                                    generation,
                                    Fitness.pending(proposal))),
                            1);
                })
                .build();
    }

    @Test
    void theSurvivorsStayAndTheOffspringAreReturnedToBeEvaluated() {
        List<EvaluatedCandidate> first = evaluated(4);
        assertEquals(
                first, population.add(first).map(p -> p.fitness().evaluated()).asList());
        assertEquals(first, individuals());
        var proposal = new Proposal(sample(), Trial.Origin.OFFSPRING);
        assertEquals(List.of(proposal), population.evolve(engine(Seq::asISeq, 3, proposal)));
        assertEquals(first.subList(0, 3), individuals());
        List<EvaluatedCandidate> child = evaluated(1);
        population.add(child);
        assertEquals(child, individuals().subList(3, 4));
    }

    @Test
    void everyGenerationIsCountedAndDrawsFromTheGivenGenerator() {
        population.add(evaluated(3));
        var proposal = new Proposal(sample(), Trial.Origin.OFFSPRING);
        population.evolve(engine(Seq::asISeq, 3, proposal));
        population.evolve(engine(Seq::asISeq, 3, proposal));
        assertEquals(generations.getFirst() + 1, generations.getLast());
        var same = new SplittableRandom(5);
        assertEquals(List.of(same.nextDouble(), same.nextDouble()), drawn);
    }

    @Test
    void onlyTheLastIndividualsAreKept() {
        List<EvaluatedCandidate> first = evaluated(4);
        population.add(first);
        population.keepLast(5);
        assertEquals(first, individuals());
        population.keepLast(3);
        assertEquals(first.subList(1, 4), individuals());
    }

    @Test
    void anExceptionIsThrownAsItWasThrownInTheEngine() {
        population.add(evaluated(3));
        var proposal = new Proposal(sample(), Trial.Origin.OFFSPRING);
        var fault = new IllegalStateException("fault");
        assertSame(
                fault,
                assertThrows(
                        IllegalStateException.class,
                        () -> population.evolve(engine(
                                _ -> {
                                    throw fault;
                                },
                                3,
                                proposal))));
        var error = new AssertionError("error");
        assertSame(
                error,
                assertThrows(
                        AssertionError.class,
                        () -> population.evolve(engine(
                                _ -> {
                                    throw error;
                                },
                                3,
                                proposal))));
    }
}

package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.Solution;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.ChoiceMutator;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.SpaceEnumeration;
import dev.sartor.space.genome.Genome;
import io.jenetics.Phenotype;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Constraint;
import io.jenetics.engine.Engine;
import io.jenetics.ext.moea.MOEA;
import io.jenetics.ext.moea.NSGA2Selector;
import io.jenetics.ext.moea.UFTournamentSelector;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sartor's problems in engines of Jenetics that a caller sets up. */
class GenomeProblemTest {
    private final SearchProblem problem = ToyProblem.problem("latency<=0.7ms");
    private final GenomeProblem search = new GenomeProblem(problem, GenomeProblemTest::accuracy);

    private static double accuracy(Genome genome) {
        double[] score = new double[1];
        ToyProblem.ACCURACY.predict(List.of(genome), score);
        return score[0];
    }

    @Test
    void fitnessIsTheVectorOfTheObjectives() {
        Genome genome = problem.space().sample(new SplittableRandom(1));
        assertArrayEquals(
                new double[] {
                    1 - accuracy(genome), problem.costModel().of(genome).latencyMs("toy")
                },
                search.fitness(genome).data());
    }

    @Test
    void theSmallerVectorDominates() {
        List<Genome> all = new SpaceEnumeration(problem.space()).genomes().toList();
        for (Genome a : all.subList(0, 20)) {
            for (Genome b : all) {
                assertEquals(
                        Solution.dominance(
                                search.fitness(a).data(), search.fitness(b).data()),
                        search.fitness(a).dominance(search.fitness(b)));
            }
        }
    }

    @Test
    void theConstraintChecksTheLimits() {
        Constraint<ChoiceGene, Vec<double[]>> constraint = search.constraint().orElseThrow();
        var codec = new GenomeCodec(problem.space());
        int beyond = 0;
        Set<Genome> repairs = new HashSet<>();
        // the individual is of generation 7, and repaired in generation 9
        for (Genome genome : new SpaceEnumeration(problem.space()).genomes().toList()) {
            Phenotype<ChoiceGene, Vec<double[]>> individual = Phenotype.of(codec.encode(genome), 7);
            assertEquals(problem.candidate(genome).feasible(), constraint.test(individual));
            if (!constraint.test(individual)) {
                beyond++;
                Phenotype<ChoiceGene, Vec<double[]>> repaired = constraint.repair(individual, 9);
                assertTrue(constraint.test(repaired));
                assertEquals(9, repaired.generation());
                repairs.add(codec.decode(repaired.genotype()));
            }
        }
        assertTrue(repairs.size() > 5, repairs.size() + " different repairs");
        assertTrue(beyond > 10, beyond + " beyond the limits");
    }

    @Test
    void aRepairChangesNothingIfNoNetworkSatisfiesTheLimits() {
        SearchProblem impossible = ToyProblem.problem("latency<=0.1ms");
        Constraint<ChoiceGene, Vec<double[]>> constraint =
                new GenomeProblem(impossible, _ -> 0).constraint().orElseThrow();
        Phenotype<ChoiceGene, Vec<double[]>> individual = Phenotype.of(
                new GenomeCodec(impossible.space()).encode(impossible.space().sample(new SplittableRandom(1))), 7);
        assertFalse(constraint.test(individual));
        assertSame(individual, constraint.repair(individual, 9));
    }

    @Test
    void newGenotypesSatisfyTheLimits() {
        assertTrue(Stream.generate(search.codec().encoding()::newInstance)
                .limit(200)
                .allMatch(g -> problem.candidate(search.decode(g)).feasible()));
    }

    @Test
    void anEngineOfJeneticsFindsTheFrontOfBruteForce() {
        ISeq<Phenotype<ChoiceGene, Vec<double[]>>> front = RandomRegistry.with(new SplittableRandom(1))
                .call(() -> Engine.builder(search)
                        .populationSize(60)
                        .offspringSelector(UFTournamentSelector.ofVec())
                        .survivorsSelector(NSGA2Selector.ofVec())
                        .alterers(new UniformCrossover<>(0.3), new ChoiceMutator<>(1))
                        .executor(Runnable::run)
                        .build()
                        .stream()
                        .limit(60)
                        .collect(MOEA.toParetoSet()));
        Set<List<Double>> found = new HashSet<>();
        front.forEach(p -> found.add(List.of(p.fitness().data()[0], p.fitness().data()[1])));
        Set<List<Double>> truth = new HashSet<>();
        ToyProblem.bruteForce(problem)
                .trials()
                .forEach(t ->
                        truth.add(List.of(1 - t.score().orElseThrow(), t.costs().latencyMs("toy"))));
        assertEquals(truth, found);
    }
}

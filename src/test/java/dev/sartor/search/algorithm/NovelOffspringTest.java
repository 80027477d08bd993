package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.ChoiceMutator;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.search.sampling.SpaceEnumeration;
import io.jenetics.AltererResult;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NovelOffspringTest {
    private final SearchProblem problem = ToyProblem.problem("latency<=0.6ms");
    private final SplittableRandom random = new SplittableRandom(1);
    private final FeasibleSampler sampler = new FeasibleSampler(problem, random);
    private final GenomeCodec codec = new GenomeCodec(problem.space());
    /** The numbers of changed genes of all attempts. */
    private final List<Integer> changes = new ArrayList<>();

    private final NovelOffspring offspring = new NovelOffspring(
            problem, sampler, codec, GeneticOperators.standard().withVariation(count -> {
                var mutator = new ChoiceMutator<Fitness>(count);
                return (parents, generation) -> {
                    changes.add(count);
                    return mutator.alter(parents, generation);
                };
            }));
    private final List<Candidate> all = new SpaceEnumeration(problem.space())
            .genomes()
            .map(problem::candidate)
            .toList();
    private final Candidate parent =
            all.stream().filter(Candidate::feasible).findFirst().orElseThrow();

    private List<Proposal> proposals(int children, int immigrants) {
        ISeq<Phenotype<ChoiceGene, Fitness>> parents = ISeq.of(Phenotype.of(
                codec.encode(parent.genome()), 1, Fitness.of(EvaluatedCandidate.of(problem, parent, 0.5))));
        AltererResult<ChoiceGene, Fitness> result =
                RandomRegistry.with(random).call(() -> offspring.create(parents, 4, children, immigrants));
        assertTrue(result.population()
                .forAll(p -> p.generation() == 4 && p.fitness().isPending()));
        assertEquals(result.population().length(), result.alterations());
        return result.population().map(p -> p.fitness().proposal()).asList();
    }

    private static long countFeasible(List<Proposal> proposals, Trial.Origin origin) {
        return proposals.stream()
                .filter(p -> p.origin() == origin && p.candidate().feasible())
                .count();
    }

    private static long countInfeasible(List<Proposal> proposals, Trial.Origin origin) {
        return proposals.stream()
                .filter(p -> p.origin() == origin && !p.candidate().feasible())
                .count();
    }

    @Test
    void allChildrenAreNewAndTheRequestedNumberIsWithinTheLimits() {
        List<Proposal> proposals = proposals(6, 2);
        assertEquals(6, countFeasible(proposals, Trial.Origin.OFFSPRING));
        assertEquals(2, countFeasible(proposals, Trial.Origin.RANDOM));
        assertTrue(countInfeasible(proposals, Trial.Origin.OFFSPRING) <= 6);
        Set<String> keys = proposals.stream().map(p -> p.candidate().key()).collect(Collectors.toSet());
        assertEquals(proposals.size(), keys.size());
        assertTrue(proposals.stream().allMatch(p -> sampler.wasProposed(p.candidate())));
    }

    @Test
    void aChildRecordsOnlyItsFirstAttemptBeyondTheLimits() {
        // all within the limits are taken, so that every attempt fails
        all.stream().filter(Candidate::feasible).forEach(sampler::markProposed);
        List<Proposal> proposals = proposals(3, 0);
        assertEquals(0, proposals.stream().filter(p -> p.candidate().feasible()).count());
        assertEquals(3, countInfeasible(proposals, Trial.Origin.OFFSPRING));
        // each child has 32 attempts, and after every eighth a gene more is changed
        assertEquals(3 * 32, changes.size());
        assertEquals(List.of(1, 1, 1, 1, 1, 1, 1, 1, 2, 2), changes.subList(0, 10));
        assertEquals(List.of(3, 3, 4, 4, 4, 4, 4, 4, 4, 4), changes.subList(22, 32));
    }

    @Test
    void aRandomNetworkReplacesAChildThatWasNotFound() {
        // only networks that differ from the parent in many genes are left
        Candidate left = all.stream()
                .filter(Candidate::feasible)
                .max((a, b) -> Integer.compare(distance(a), distance(b)))
                .orElseThrow();
        assertTrue(distance(left) > 4, "the mutations reach it");
        new HashSet<>(all).stream().filter(c -> !c.key().equals(left.key())).forEach(sampler::markProposed);
        List<Proposal> proposals = proposals(1, 0);
        assertEquals(1, proposals.size());
        assertEquals(Trial.Origin.RANDOM, proposals.getFirst().origin());
        assertEquals(left, proposals.getFirst().candidate());
        assertFalse(proposals(1, 1).stream().anyMatch(p -> p.candidate().feasible()), "nothing is left");
    }

    private int distance(Candidate other) {
        return parent.genome().hammingDistance(other.genome());
    }
}

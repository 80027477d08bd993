package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.search.sampling.SpaceEnumeration;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSearchTest {
    private final SearchSpace space = ToyProblem.space();
    private final SearchProblem problem = ToyProblem.problem(space, List.of("accuracy"));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void localSearchEvaluatesOnlyNeighboursOfTheBestAndEndsAtALocalOptimum(long seed) {
        var random = new SplittableRandom(seed);
        // LocalSearch: problem, sampler, networks per generation, source of random numbers
        var search = new LocalSearch(problem, new FeasibleSampler(problem, random), 3, random);
        List<EvaluatedCandidate> climb = new ArrayList<>(rated(search.ask(100)));
        search.tell(climb);
        List<Proposal> next = search.ask(100);
        while (next.getFirst().origin() == Trial.Origin.OFFSPRING) {
            for (Proposal proposal : next) {
                assertTrue(climb.stream()
                        .anyMatch(r -> neighbours(
                                r.candidate().genome(), proposal.candidate().genome())));
            }
            List<EvaluatedCandidate> rated = rated(next);
            climb.addAll(rated);
            search.tell(rated);
            next = search.ask(100);
        }
        double best =
                climb.stream().mapToDouble(r -> r.objectiveValues()[0]).min().orElseThrow();
        Genome end = climb.stream()
                .filter(r -> r.objectiveValues()[0] == best)
                .findFirst()
                .orElseThrow()
                .candidate()
                .genome();
        assertTrue(new SpaceEnumeration(space)
                .genomes()
                .filter(g -> neighbours(end, g))
                .allMatch(g -> error(g) >= best));
    }

    @Test
    void neighboursAreWithinTheLimitsAndProposedOnceInRandomOrderAndInBatches() {
        SearchProblem limited = ToyProblem.problem(space, List.of("accuracy"), "latency<=0.7ms");
        var random = new SplittableRandom(1);
        var sampler = new FeasibleSampler(limited, random);
        var search = new LocalSearch(limited, sampler, 3, random);
        List<EvaluatedCandidate> start = rated(
                search.ask(100).stream().filter(p -> p.candidate().feasible()).toList());
        search.tell(start);
        List<Genome> proposed = new ArrayList<>();
        assertEquals(2, step(search, 2, proposed));
        while (step(search, 100, proposed) == 3) {}
        Genome first = start.getFirst().candidate().genome();
        List<Genome> expected = limited.neighbours(first)
                .filter(Candidate::feasible)
                .map(Candidate::genome)
                .toList();
        assertTrue(limited.neighbours(first).anyMatch(n -> !n.feasible()), "no neighbour is beyond the limits");
        assertEquals(new HashSet<>(expected), new HashSet<>(proposed));
        assertEquals(expected.size(), proposed.size());
        assertNotEquals(expected, proposed);
    }

    /** Asks for a generation of neighbours, but reports no results, so that the search stays where it is. */
    private static int step(LocalSearch search, int maxFeasible, List<Genome> proposed) {
        List<Proposal> proposals = search.ask(maxFeasible).stream()
                .filter(p -> p.origin() == Trial.Origin.OFFSPRING)
                .toList();
        proposals.forEach(p -> proposed.add(p.candidate().genome()));
        return proposals.size();
    }

    @Test
    void randomSearchDrawsABatchOfDifferentNetworksAndReportsDrawsBeyondTheLimits() {
        SearchProblem limited = ToyProblem.problem(space, List.of("accuracy"), "latency<=0.6ms");
        // RandomSearch: sampler, networks in a batch
        var search = new RandomSearch(new FeasibleSampler(limited, new SplittableRandom(1)), 5);
        List<Proposal> proposals = new ArrayList<>(search.ask(100));
        assertEquals(5, proposals.stream().filter(p -> p.candidate().feasible()).count());
        proposals.addAll(search.ask(2));
        assertEquals(7, proposals.stream().filter(p -> p.candidate().feasible()).count());
        assertTrue(proposals.size() > 7, "no draw was beyond the limits");
        assertEquals(
                proposals.size(),
                proposals.stream().map(p -> p.candidate().key()).distinct().count());
    }

    private boolean neighbours(Genome a, Genome b) {
        for (int g = 0; g < space.genes().size(); g++) {
            if (space.isActive(a, g) && space.canonical(a.with(g, b.choice(g))).equals(b)) {
                return true;
            }
        }
        return false;
    }

    private List<EvaluatedCandidate> rated(List<Proposal> proposals) {
        return proposals.stream()
                .map(Proposal::candidate)
                .map(c -> new EvaluatedCandidate(c, 1 - error(c.genome()), new double[] {error(c.genome())}))
                .toList();
    }

    private double error(Genome genome) {
        return 1 - ToyProblem.ACCURACY.score(space.decode(genome), 1);
    }
}

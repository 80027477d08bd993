package dev.sartor.search.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeasibleSamplerTest {

    @ParameterizedTest
    @ValueSource(strings = {"latency<=0.6ms", "latency<=0.75ms"})
    void everyNetworkWithinTheLimitsIsDrawnOnce(String limit) {
        SearchProblem problem = ToyProblem.problem(limit);
        Set<String> expected = new SpaceEnumeration(problem.space())
                .genomes()
                .map(problem::candidate)
                .filter(Candidate::feasible)
                .map(Candidate::key)
                .collect(Collectors.toSet());
        var sampler = new FeasibleSampler(problem, new SplittableRandom(1));
        List<String> drawn = new ArrayList<>();
        for (Optional<Candidate> c = sampler.draw(); c.isPresent(); c = sampler.draw()) {
            drawn.add(c.get().key());
            assertTrue(sampler.wasProposed(c.get()));
            assertFalse(sampler.markProposed(c.get()));
        }
        assertEquals(expected.size(), drawn.size());
        assertEquals(expected, new HashSet<>(drawn));
    }

    @Test
    void aDrawReportsAtMostOneNewNetworkBeyondTheLimits() {
        SearchProblem problem = ToyProblem.problem("latency<=0.6ms");
        var sampler = new FeasibleSampler(problem, new SplittableRandom(1));
        Set<String> beyond = new HashSet<>();
        int reports = 0;
        for (int i = 0; i < 40; i++) {
            List<Candidate> reported = new ArrayList<>();
            sampler.draw(reported::add);
            assertTrue(reported.size() <= 1);
            for (Candidate c : reported) {
                assertFalse(c.feasible());
                assertTrue(sampler.wasProposed(c.key()));
                assertTrue(beyond.add(c.key()), "it was reported before");
                reports++;
            }
        }
        assertTrue(reports > 5, reports + " networks beyond the limits");
    }

    @Test
    void aNetworkThatWasNotDrawnWasNotProposed() {
        SearchProblem problem = ToyProblem.problem();
        var sampler = new FeasibleSampler(problem, new SplittableRandom(1));
        Candidate drawn = sampler.draw().orElseThrow();
        Candidate other = new SpaceEnumeration(problem.space())
                .genomes()
                .map(problem::candidate)
                .filter(c -> !c.key().equals(drawn.key()))
                .findFirst()
                .orElseThrow();
        assertFalse(sampler.wasProposed(other));
        assertTrue(sampler.markProposed(other));
        assertTrue(sampler.wasProposed(other));
    }

    @Test
    void rareNetworksOfALargeSpaceAreDrawnOnce() {
        SearchSpace space = SpaceFile.find("small-28");
        SearchProblem unlimited = ToyProblem.problem(space, List.of("accuracy", "macs"));
        double least = unlimited.costModel().minimum(new Cost.Params()).value();
        SearchProblem problem = ToyProblem.problem(
                space, List.of("accuracy", "macs"), new Limit(new Cost.Params(), least * 1.004).text());
        var sampler = new FeasibleSampler(problem, new SplittableRandom(1));
        Set<String> drawn = new HashSet<>();
        for (Optional<Candidate> c = sampler.draw(); c.isPresent() && drawn.size() < 10; c = sampler.draw()) {
            assertTrue(c.get().feasible());
            assertTrue(drawn.add(c.get().key()), "it was drawn before");
        }
        assertFalse(drawn.isEmpty());
    }
}

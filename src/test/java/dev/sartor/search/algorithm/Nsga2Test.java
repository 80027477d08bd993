package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.genetic.ChoiceMutator;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Nsga2Test {
    private static final int POPULATION = 10;
    private static final int OFFSPRING = 6;
    private static final int NO_LIMIT = 1000;

    private final SearchProblem problem = ToyProblem.problem(SpaceFile.find("nas-bench-macro"), List.of("accuracy"));
    private final SplittableRandom random = new SplittableRandom(1);
    private final FeasibleSampler sampler = new FeasibleSampler(problem, random);
    private final List<EvaluatedCandidate> told = new ArrayList<>();
    private final List<Genome> parents = new ArrayList<>();

    private GeneticOperators recordingParents() {
        return GeneticOperators.standard().withVariation(changes -> {
            var mutator = new ChoiceMutator<Fitness>(changes);
            return (selected, generation) -> {
                selected.forEach(
                        p -> parents.add(p.fitness().evaluated().candidate().genome()));
                return mutator.alter(selected, generation);
            };
        });
    }

    private Nsga2 generations(int offspring) {
        return Nsga2.ofGenerations(problem, sampler, POPULATION, offspring, recordingParents(), random);
    }

    private void tell(Nsga2 search, List<Candidate> candidates) {
        List<EvaluatedCandidate> evaluated = candidates.stream()
                // a pseudo-random accuracy
                .map(c -> EvaluatedCandidate.of(
                        problem, c, 0.5 + Math.floorMod(c.key().hashCode(), 1000) / 2500.0))
                .toList();
        told.addAll(evaluated);
        search.tell(evaluated);
    }

    private List<Proposal> step(Nsga2 search, int maxFeasible) {
        List<Proposal> proposals = search.ask(maxFeasible);
        tell(search, proposals.stream().map(Proposal::candidate).toList());
        return proposals;
    }

    private static long count(List<Proposal> proposals, Trial.Origin origin) {
        return proposals.stream().filter(p -> p.origin() == origin).count();
    }

    private List<EvaluatedCandidate> fittest() {
        return told.stream()
                .sorted(Comparator.comparingDouble(e -> -e.score()))
                .limit(POPULATION)
                .toList();
    }

    @Test
    void theFirstGenerationIsRandomAndTheNextAreOffspring() {
        Nsga2 search = generations(OFFSPRING);
        List<Proposal> first = step(search, NO_LIMIT);
        assertEquals(POPULATION, count(first, Trial.Origin.RANDOM));
        List<Proposal> second = step(search, NO_LIMIT);
        assertEquals(OFFSPRING, count(second, Trial.Origin.OFFSPRING));
        assertEquals(OFFSPRING, second.size());
        assertEquals(4, step(search, 4).size());
    }

    @Test
    void aFirstGenerationMayBeSmallerThanThePopulation() {
        Nsga2 search = generations(OFFSPRING);
        assertEquals(4, step(search, 4).size());
        assertEquals(OFFSPRING, count(step(search, NO_LIMIT), Trial.Origin.OFFSPRING));
    }

    @Test
    void aSteadyStateSearchProposesAPopulationOfRandomNetworksAndThenOneChildAtATime() {
        Nsga2 search = Nsga2.ofSteadyState(problem, sampler, POPULATION, recordingParents(), random);
        for (int i = 0; i < POPULATION; i++) {
            assertEquals(1, count(step(search, 1), Trial.Origin.RANDOM), "network " + i);
        }
        for (int i = 0; i < POPULATION; i++) {
            assertEquals(1, count(step(search, 1), Trial.Origin.OFFSPRING), "child " + i);
        }
    }

    @Test
    void theFittestOfAllNetworksAreTheParentsOfTheNextGeneration() {
        Nsga2 search = generations(OFFSPRING);
        step(search, NO_LIMIT);
        for (int generation = 0; generation < 8; generation++) {
            assertEquals(fittest(), search.parents());
            List<Genome> expected =
                    fittest().stream().map(e -> e.candidate().genome()).toList();
            parents.clear();
            step(search, NO_LIMIT);
            assertTrue(parents.size() >= OFFSPRING);
            assertTrue(expected.containsAll(parents), "a network that is not among the fittest was selected");
        }
    }

    @Test
    void theEightMostAccurateNetworksStayParentsInASmallerPopulation() {
        // Nsga2.ofGenerations: problem, sampler, population, offspring
        Nsga2 search = Nsga2.ofGenerations(problem, sampler, 2, 64, recordingParents(), random);
        tell(
                search,
                RandomSearch.draw(sampler, 20).stream().map(Proposal::candidate).toList());
        List<Genome> mostAccurate =
                fittest().stream().limit(8).map(e -> e.candidate().genome()).toList();
        search.ask(NO_LIMIT);
        assertEquals(new HashSet<>(mostAccurate), new HashSet<>(parents));
    }

    @Test
    void aPopulationOfNeighboursGetsSomeRandomNetworks() {
        Nsga2 search = generations(64);
        Candidate centre = problem.candidate(problem.space().sample(random));
        tell(search, problem.neighbours(centre.genome()).limit(POPULATION).toList());
        List<Proposal> proposals = search.ask(NO_LIMIT);
        assertEquals(64, proposals.size());
        // one of 16 children on average
        long immigrants = count(proposals, Trial.Origin.RANDOM);
        assertTrue(immigrants >= 1 && immigrants <= 10, immigrants + " random networks");
    }

    @Test
    void aDiversePopulationGetsNoRandomNetworks() {
        Nsga2 search = generations(64);
        step(search, NO_LIMIT);
        assertEquals(64, count(search.ask(NO_LIMIT), Trial.Origin.OFFSPRING));
    }

    @Test
    void thePopulationIsDiverseIfConsecutiveParentsDifferInTwoGenesOnAverage() {
        Nsga2 search = generations(64);
        Genome genome = problem.space().sample(random);
        Genome first = genome.with(0, 0).with(1, 0);
        Genome second = genome.with(0, 1).with(1, 1);
        assertEquals(2, first.hammingDistance(second));
        tell(search, List.of(problem.candidate(first), problem.candidate(second)));
        assertEquals(0, count(search.ask(NO_LIMIT), Trial.Origin.RANDOM));
    }

    @Test
    void noNetworkIsProposedTwice() {
        Nsga2 search = generations(OFFSPRING);
        List<String> keys = new ArrayList<>();
        for (int generation = 0; generation < 10; generation++) {
            step(search, NO_LIMIT).forEach(p -> keys.add(p.candidate().key()));
        }
        assertEquals(keys.size(), keys.stream().distinct().count());
        assertEquals(POPULATION + 9 * OFFSPRING, keys.size());
    }
}

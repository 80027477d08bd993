package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.genetic.ChoiceMutator;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegularisedEvolutionTest {
    /** The least population. */
    private static final int POPULATION = 16;

    private final SearchProblem problem = ToyProblem.problem(ToyProblem.space(), List.of("accuracy"));
    private final List<Genome> parents = new ArrayList<>();
    private final List<Genome> evaluated = new ArrayList<>();

    private RegularisedEvolution search(int trials) {
        var random = new SplittableRandom(1);
        return new RegularisedEvolution(
                problem,
                new FeasibleSampler(problem, random),
                // Budget: trials, time limit, population, offspring per generation
                new Budget(trials, Optional.empty(), 8, 4),
                GeneticOperators.standard().withVariation(changes -> {
                    var mutator = new ChoiceMutator<Fitness>(changes);
                    return (selected, generation) -> {
                        selected.forEach(p ->
                                parents.add(p.fitness().evaluated().candidate().genome()));
                        return mutator.alter(selected, generation);
                    };
                }),
                random);
    }

    private List<Proposal> step(RegularisedEvolution search, int maxFeasible) {
        List<Proposal> proposals = search.ask(maxFeasible);
        List<EvaluatedCandidate> results = new ArrayList<>();
        for (Proposal p : proposals) {
            // the later a network, the lower its score
            double score = 0.9 - 0.001 * evaluated.size();
            evaluated.add(p.candidate().genome());
            results.add(EvaluatedCandidate.of(problem, p.candidate(), score));
        }
        search.tell(results);
        return proposals;
    }

    @Test
    void theFirstNetworksAreRandomAndTheNextAreOffspring() {
        RegularisedEvolution search = search(100);
        assertEquals(10, step(search, 10).size());
        List<Proposal> rest = step(search, 100);
        assertEquals(POPULATION - 10, rest.size());
        assertTrue(rest.stream().allMatch(p -> p.origin() == Trial.Origin.RANDOM));
        List<Proposal> offspring = step(search, 100);
        assertEquals(4, offspring.size());
        assertTrue(offspring.stream().allMatch(p -> p.origin() == Trial.Origin.OFFSPRING));
        assertEquals(3, step(search, 3).size());
    }

    @Test
    void aTenthOfTheTrialsIsThePopulation() {
        assertEquals(20, step(search(200), 100).size());
    }

    @Test
    void onlyTheYoungestAreParentsAndMostlyTheFittestOfThem() {
        RegularisedEvolution search = search(100);
        step(search, 100);
        int upperHalf = 0;
        int selections = 0;
        for (int generation = 0; generation < 8; generation++) {
            List<Genome> youngest = List.copyOf(evaluated.subList(evaluated.size() - POPULATION, evaluated.size()));
            parents.clear();
            step(search, 100);
            for (Genome parent : parents) {
                assertTrue(youngest.contains(parent), "an individual that is too old was selected");
                upperHalf += youngest.indexOf(parent) < POPULATION / 2 ? 1 : 0;
                selections++;
            }
        }
        // the best of 4 is in the lower half once in 16 times
        assertTrue(upperHalf > 0.85 * selections && upperHalf < selections, upperHalf + " of " + selections);
    }
}

package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.predictor.ScorePredictor;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.Trial;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.ChoiceMutator;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import io.jenetics.Alterer;
import io.jenetics.Mutator;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Searches with selectors and alterers that are not the standard ones. */
class GeneticOperatorsTest {
    private static final UserError ERROR = new UserError("it failed", "my operator", "repair it");

    private final SearchProblem problem = ToyProblem.problem("latency<=0.7ms");

    @Test
    void theDefaultOfTheAlgorithmIsTheStandardOperators() {
        assertEquals(
                ToyProblem.search(problem, ToyProblem.ACCURACY, budget(40), 3, Journal.NONE)
                        .run(1, Cancellation.NEVER),
                search(GeneticOperators.standard(), 40).run(1, Cancellation.NEVER));
    }

    @Test
    void theTournamentSelectorOfJeneticsGivesTheSameTrials() {
        assertEquals(
                search(GeneticOperators.standard(), 40).run(1, Cancellation.NEVER),
                search(GeneticOperators.standard().withParents(new TournamentSelector<>(2)), 40)
                        .run(1, Cancellation.NEVER));
        assertNotEquals(
                search(GeneticOperators.standard(), 40)
                        .run(1, Cancellation.NEVER)
                        .trials(),
                search(GeneticOperators.standard().withParents(new TournamentSelector<>(5)), 40)
                        .run(1, Cancellation.NEVER)
                        .trials());
    }

    @Test
    void theAlterersOfJeneticsProposeNoNetworkTwiceAndDependOnlyOnTheSeed() {
        GeneticOperators library = GeneticOperators.standard()
                .withVariation(_ -> new UniformCrossover<ChoiceGene, Fitness>(0.5).andThen(new Mutator<>(0.2)));
        SearchResult result = search(library, 40).run(1, Cancellation.NEVER);
        assertEquals(result, search(library, 40).run(4, Cancellation.NEVER));
        List<String> genomes = result.trials().stream().map(Trial::genome).toList();
        assertEquals(genomes.size(), new HashSet<>(genomes).size());
        assertEquals(40, result.trials().stream().filter(Trial::feasible).count());
        assertTrue(result.trials().stream()
                        .filter(t -> t.origin() == Trial.Origin.OFFSPRING)
                        .count()
                > 20);
    }

    @Test
    void mutationsChangeUpToFourGenesOnceTheNeighboursAreTried() {
        var maxChanges = new int[1];
        IntFunction<Alterer<ChoiceGene, Fitness>> counting = changes -> {
            var mutator = new ChoiceMutator<Fitness>(changes);
            return (parents, generation) -> {
                maxChanges[0] = Math.max(maxChanges[0], changes);
                return mutator.alter(parents, generation);
            };
        };
        search(GeneticOperators.standard().withVariation(counting), 100_000).run(1, Cancellation.NEVER);
        assertEquals(4, maxChanges[0]);
    }

    @Test
    void anExceptionOfAnAltererIsRethrown() {
        assertSame(ERROR, thrown(GeneticOperators.standard().withVariation(_ -> (_, _) -> {
            throw ERROR;
        })));
    }

    @Test
    void anExceptionOfASelectorIsRethrown() {
        assertSame(ERROR, thrown(GeneticOperators.standard().withParents((_, _, _) -> {
            throw ERROR;
        })));
    }

    @Test
    void anExceptionOfAPredictorIsRethrown() {
        ScorePredictor failing = (_, _) -> {
            throw ERROR;
        };
        // Exploration: problem, predictor, seed, threads
        assertSame(ERROR, assertThrows(UserError.class, () -> new Exploration(problem, failing, 1, 2).explore(100)));
    }

    private UserError thrown(GeneticOperators operators) {
        return assertThrows(UserError.class, () -> search(operators, 40).run(1, Cancellation.NEVER));
    }

    private static Budget budget(int trials) {
        // Budget: trials, time limit, population, offspring per generation
        return new Budget(trials, Optional.empty(), 8, 4);
    }

    private Search search(GeneticOperators operators, int trials) {
        return new Search(
                problem,
                ToyProblem.ACCURACY,
                operators,
                budget(trials),
                3,
                Journal.NONE,
                SearchListener.NONE,
                System::nanoTime);
    }
}

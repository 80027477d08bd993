package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Front;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.genome.Genome;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplorationTest {
    private final SearchProblem problem = ToyProblem.problem("latency<=0.7ms");

    @Test
    void theWholeFrontOfASmallSpaceIsFound() throws InterruptedException {
        Front truth = ToyProblem.bruteForce(problem);
        Set<List<Double>> expected = new HashSet<>();
        truth.trials()
                .forEach(t -> expected.add(Arrays.stream(Objective.toMinimise(
                                problem.objectives(), t.costs(), t.score().orElseThrow()))
                        .boxed()
                        .toList()));
        Set<List<Double>> found = new HashSet<>();
        List<EvaluatedCandidate> survivors = explored(100_000, 1, 2).population();
        survivors.stream()
                .filter(candidate -> survivors.stream().noneMatch(other -> other.dominance(candidate) > 0))
                .forEach(candidate -> found.add(
                        Arrays.stream(candidate.objectiveValues()).boxed().toList()));
        assertEquals(expected, found);
    }

    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() throws InterruptedException {
        assertEquals(genomes(explored(400, 3, 1)), genomes(explored(400, 3, 4)));
    }

    @Test
    void allResultsSatisfyTheLimits() throws InterruptedException {
        Exploration exploration = explored(400, 5, 2);
        assertTrue(exploration.candidates() > 0 && exploration.candidates() <= 400, "" + exploration.candidates());
        exploration
                .population()
                .forEach(evaluated -> assertTrue(evaluated.candidate().costs().latencyMs("toy") <= 0.7));
    }

    private Exploration explored(long candidates, long seed, int threads) throws InterruptedException {
        var exploration = new Exploration(problem, ToyProblem.ACCURACY, seed, threads);
        exploration.explore(candidates);
        return exploration;
    }

    private static List<Genome> genomes(Exploration exploration) {
        return exploration.population().stream()
                .map(evaluated -> evaluated.candidate().genome())
                .toList();
    }
}

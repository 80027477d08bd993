package dev.sartor.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.Genome;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplorationTest {
    private final Problem problem = Toy.problem("latency<=0.7ms");

    @Test
    void theFrontOfASmallSpaceIsFoundWhole() throws InterruptedException {
        Front truth = Toy.bruteForce(problem);
        Set<List<Double>> figures = new HashSet<>();
        truth.trials().forEach(t -> figures.add(Arrays.stream(Objective.toMinimise(problem.objectives(), t.costs(),
                t.merit().orElseThrow())).boxed().toList()));
        Set<List<Double>> found = new HashSet<>();
        explore(100_000, 1, 2).front().forEach(f -> found.add(Arrays.stream(f.toMinimise()).boxed().toList()));
        assertEquals(figures, found);
    }

    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() throws InterruptedException {
        assertEquals(genomes(explore(400, 3, 1)), genomes(explore(400, 3, 4)));
    }

    @Test
    void everythingFoundHoldsTheLimits() throws InterruptedException {
        Exploration.Result result = explore(400, 5, 2);
        assertTrue(result.candidates() > 0 && result.candidates() <= 400, "" + result.candidates());
        result.front().forEach(f -> assertTrue(f.costs().latencyMs("toy") <= 0.7));
    }

    private Exploration.Result explore(long candidates, long seed, int threads) throws InterruptedException {
        return new Exploration(problem, this::accuracies).explore(candidates, seed, threads);
    }

    private static List<Genome> genomes(Exploration.Result result) {
        return result.front().stream().map(Exploration.Found::genome).toList();
    }

    private void accuracies(List<Genome> genomes, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = accuracy(genomes.get(i));
        }
    }

    private double accuracy(Genome genome) {
        try {
            return Toy.ACCURACY.merit(problem.space().decode(genome), 1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.sartor.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySource;
import dev.sartor.arch.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplorationSearchTest {
    private final Problem problem = Toy.problem("latency<=0.7ms");

    private SearchResult search(AccuracySource accuracy, int trials) {
        return new Search(
                        problem,
                        accuracy,
                        Algorithm.EXPLORATION,
                        Budget.of(trials),
                        1,
                        Journal.NONE,
                        SearchListener.NONE,
                        System::nanoTime)
                .run(2, () -> false);
    }

    @Test
    void theFrontIsTriedBeforeAllElse() {
        Front truth = Toy.bruteForce(problem);
        SearchResult result = search(Toy.ACCURACY, truth.size());
        assertEquals(truth.hypervolume(), result.hypervolume(), 1e-12);
    }

    @Test
    void networksBeyondTheLimitsAreLookedAtOnly() {
        List<Trial> trials = search(Toy.ACCURACY, 40).trials();
        assertTrue(trials.stream().allMatch(Trial::feasible));
    }

    @Test
    void aSourceThatDoesNotPredictIsRefused() {
        AccuracySource other = Toy.source(_ -> 0.5);
        UserError e = assertThrows(UserError.class, () -> Algorithm.EXPLORATION.check(other));
        assertEquals("an exploration goes by predictions, and there are none", e.getMessage());
        assertTrue(e.remedy().contains("predicted:FILE"), e.text());
        Algorithm.NSGA2.check(other);
    }
}

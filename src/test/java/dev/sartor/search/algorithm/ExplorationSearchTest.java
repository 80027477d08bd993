package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplorationSearchTest {
    private final SearchProblem problem = ToyProblem.problem("latency<=0.7ms");

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
                .run(2, Cancellation.NEVER);
    }

    @Test
    void theFrontIsEvaluatedFirst() {
        Front truth = ToyProblem.bruteForce(problem);
        SearchResult result = search(ToyProblem.ACCURACY, truth.size());
        assertEquals(truth.hypervolume(), result.hypervolume(), 1e-12);
    }

    @Test
    void networksBeyondTheLimitsAreNotEvaluated() {
        List<Trial> trials = search(ToyProblem.ACCURACY, 40).trials();
        assertTrue(trials.stream().allMatch(Trial::feasible));
    }

    @Test
    void aSourceThatDoesNotPredictIsRefused() {
        AccuracySource other = ToyProblem.source(_ -> 0.5);
        UserError e = assertThrows(UserError.class, () -> Algorithm.EXPLORATION.requireUsable(other, Budget.of(10)));
        assertEquals("exploration needs an accuracy source that predicts", e.getMessage());
        assertTrue(e.fix().contains("predicted:FILE"), e.text());
        Algorithm.NSGA2.requireUsable(other, Budget.of(10));
    }
}

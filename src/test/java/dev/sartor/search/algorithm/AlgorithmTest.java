package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.problem.Budget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlgorithmTest {
    @Test
    void everyAlgorithmIsParsedFromItsName() {
        assertEquals(
                List.of("nsga2", "regularised-evolution", "local-search", "predictive", "exploration", "random"),
                Stream.of(Algorithm.values()).map(Algorithm::text).toList());
        for (Algorithm algorithm : Algorithm.values()) {
            assertEquals(algorithm, Algorithm.parse(algorithm.text()));
        }
    }

    @Test
    void aMisspeltNameIsAnErrorWithASuggestion() {
        UserError error = assertThrows(UserError.class, () -> Algorithm.parse("local-serch"));
        assertTrue(error.fix().contains("'local-search'"), error.text());
    }

    @Test
    void onlyExplorationNeedsASourceThatPredicts() {
        AccuracySource trained = ToyProblem.source(_ -> 0.5);
        for (Algorithm algorithm : Algorithm.values()) {
            assertDoesNotThrow(() -> algorithm.requireUsable(ToyProblem.ACCURACY, Budget.of(10)));
            if (algorithm == Algorithm.EXPLORATION) {
                assertThrows(UserError.class, () -> algorithm.requireUsable(trained, Budget.of(10)));
            } else {
                assertDoesNotThrow(() -> algorithm.requireUsable(trained, Budget.of(10)));
            }
        }
    }
}

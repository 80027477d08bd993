package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationMetricTest {
    private static final EvaluationMetric SCORE = ZeroCostProxy.MOST_PARAMS.metric();

    @Test
    void accuraciesAreSharesDisplayedInPercent() {
        assertTrue(EvaluationMetric.ACCURACY.isValid(0) && EvaluationMetric.ACCURACY.isValid(1));
        assertFalse(EvaluationMetric.ACCURACY.isValid(93.1)
                || EvaluationMetric.ACCURACY.isValid(-0.01)
                || EvaluationMetric.ACCURACY.isValid(Double.NaN));
        assertEquals(25, EvaluationMetric.ACCURACY.toDisplayUnits(0.25));
        assertEquals("accuracy in the search, %", EvaluationMetric.ACCURACY.axisTitle(" in the search"));
    }

    @Test
    void scoresAreAnyFiniteNumberWithoutUnit() {
        assertTrue(SCORE.isValid(93.1) && SCORE.isValid(-7));
        assertFalse(SCORE.isValid(Double.NaN) || SCORE.isValid(Double.POSITIVE_INFINITY));
        assertEquals(1234, SCORE.toDisplayUnits(1234));
        assertEquals("most-params score", SCORE.axisTitle(""));
    }

    @Test
    void namesAreUniqueAndFound() {
        assertEquals(
                EvaluationMetric.all().count(),
                EvaluationMetric.all().map(EvaluationMetric::name).distinct().count());
        EvaluationMetric.all().forEach(m -> assertEquals(Optional.of(m), EvaluationMetric.named(m.name())));
        assertEquals(Optional.empty(), EvaluationMetric.named("precision"));
    }
}

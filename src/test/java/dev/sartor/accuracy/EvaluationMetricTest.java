package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationMetricTest {
    private static final EvaluationMetric SCORE = ZeroCostProxy.MOST_PARAMS.measure();

    @Test
    void accuraciesAreSharesShownInPercent() {
        assertTrue(EvaluationMetric.ACCURACY.holds(0) && EvaluationMetric.ACCURACY.holds(1));
        assertFalse(EvaluationMetric.ACCURACY.holds(93.1)
                || EvaluationMetric.ACCURACY.holds(-0.01)
                || EvaluationMetric.ACCURACY.holds(Double.NaN));
        assertEquals(25, EvaluationMetric.ACCURACY.shown(0.25));
        assertEquals("accuracy in the search, %", EvaluationMetric.ACCURACY.axis(" in the search"));
    }

    @Test
    void scoresAreAnyFigureAndHaveNoUnit() {
        assertTrue(SCORE.holds(93.1) && SCORE.holds(-7));
        assertFalse(SCORE.holds(Double.NaN) || SCORE.holds(Double.POSITIVE_INFINITY));
        assertEquals(1234, SCORE.shown(1234));
        assertEquals("most-params score", SCORE.axis(""));
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

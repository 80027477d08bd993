package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasureTest {
    private static final Measure SCORE = Score.MOST_PARAMS.measure();

    @Test
    void accuraciesAreSharesShownInPercent() {
        assertTrue(Measure.ACCURACY.holds(0) && Measure.ACCURACY.holds(1));
        assertFalse(
                Measure.ACCURACY.holds(93.1) || Measure.ACCURACY.holds(-0.01) || Measure.ACCURACY.holds(Double.NaN));
        assertEquals(25, Measure.ACCURACY.shown(0.25));
        assertEquals("accuracy in the search, %", Measure.ACCURACY.axis(" in the search"));
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
                Measure.all().count(),
                Measure.all().map(Measure::name).distinct().count());
        Measure.all().forEach(m -> assertEquals(Optional.of(m), Measure.named(m.name())));
        assertEquals(Optional.empty(), Measure.named("precision"));
    }
}

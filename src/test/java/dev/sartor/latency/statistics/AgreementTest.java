package dev.sartor.latency.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AgreementTest {
    @Test
    void errorsAreRelativeToTheMeasuredLatency() {
        double[] measured = {100, 200, 400, 800};
        double[] predicted = {104, 184, 440.4, 800};
        Agreement a = Agreement.of(predicted, measured);
        assertEquals(4, a.networks());
        assertEquals((0.04 + 0.08 + 0.101 + 0) / 4, a.mape(), 1e-12);
        assertEquals(Math.sqrt((0.0016 + 0.0064 + 0.010201) / 4), a.rmspe(), 1e-12);
        assertEquals((0.04 - 0.08 + 0.101) / 4, a.bias(), 1e-12);
        assertEquals(0.5, a.within5());
        assertEquals(0.75, a.within10());
        assertEquals(1, a.kendallTau());
    }

    @Test
    void errorsOfExactlyFiveAndTenPercentCountAsWithinFiveAndTenPercent() {
        Agreement a = Agreement.of(new double[] {105, 95, 105, 110, 90}, new double[] {100, 100, 100, 100, 100});
        assertEquals(0.6, a.within5());
        assertEquals(1, a.within10());
    }

    @Test
    void aMedianOverAllRoundsHasAQuarterOfTheVarianceBetweenHalves() {
        // here the agreement of two halves of a measurement; Agreement: networks, MAPE, RMSPE, shares within 5 and 10
        // %, tau, bias
        assertEquals((0.25 - 0.09) / 4, new Agreement(9, 0.4, 0.5, 0, 0, 0, 0.3).medianVariance(), 1e-12);
        assertEquals(0, new Agreement(9, 0.4, 0.3, 0, 0, 0, 0.4).medianVariance());
    }

    @Test
    void aRankCorrelationIsBetterThanChanceIfItsIntervalIsAboveZero() {
        // 1.96 * sqrt(2 * 25 / (9 * 10 * 9)) = 0.487
        assertTrue(new Agreement(10, 0, 0, 0, 0, 0.488, 0).ranksAboveChance());
        assertFalse(new Agreement(10, 0, 0, 0, 0, 0.486, 0).ranksAboveChance());
    }

    @Test
    void latenciesThatAreNotPositiveAndFiniteAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Agreement.of(new double[] {1, 1}, new double[] {1, 0}));
        assertThrows(
                IllegalArgumentException.class, () -> Agreement.of(new double[] {1, Double.NaN}, new double[] {1, 1}));
    }
}

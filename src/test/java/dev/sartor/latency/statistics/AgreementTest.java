package dev.sartor.latency.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    void latenciesThatAreNotPositiveAndFiniteAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Agreement.of(new double[] {1, 1}, new double[] {1, 0}));
        assertThrows(
                IllegalArgumentException.class, () -> Agreement.of(new double[] {1, Double.NaN}, new double[] {1, 1}));
    }
}

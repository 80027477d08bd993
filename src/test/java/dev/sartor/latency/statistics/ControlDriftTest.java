package dev.sartor.latency.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ControlDriftTest {
    @Test
    void theLaterHalfIsComparedWithTheEarlierOne() {
        ControlDrift drift = ControlDrift.of(new double[] {1, 2, 3, 6, 8, 10});
        assertEquals(6, drift.measurements());
        assertEquals(8.0 / 2, drift.laterOverEarlier());
        assertEquals(4.5, drift.medianMs());
        assertEquals(1.5, drift.p10Ms());
        assertEquals(9, drift.p90Ms());
    }

    @Test
    void ofAnOddNumberTheMiddleMeasurementBelongsToTheLaterHalf() {
        assertEquals(5.0 / 2, ControlDrift.of(new double[] {2, 4, 6}).laterOverEarlier());
    }

    @Test
    void aSingleMeasurementHasNoDrift() {
        // ControlDrift: measurements, median, 10th and 90th percentile in ms, later over earlier measurements
        assertEquals(new ControlDrift(1, 0.7, 0.7, 0.7, 1), ControlDrift.of(new double[] {0.7}));
    }

    @Test
    void latenciesAreRoundedToNanoseconds() {
        assertEquals(0.123457, ControlDrift.of(new double[] {0.123456789}).medianMs());
        assertEquals(2, LatencyRounding.roundedToNanosecond(2.0000004));
    }
}

package dev.sartor.report.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MetricLimitTest {
    @Test
    void limitsAreWrittenWithUnits() {
        assertEquals("12 ms", amount(new CostMetric.Latency("t"), 12));
        assertEquals("0.9 ms", amount(new CostMetric.Latency("t"), 0.9));
        assertEquals("100 ms", amount(new CostMetric.Latency("t"), 100));
        assertEquals("400 k", amount(new CostMetric.Params(), 4e5));
        assertEquals("1.5 M", amount(new CostMetric.Macs(), 1.5e6));
        assertEquals("2 MiB", amount(new CostMetric.Memory(), 2 << 20));
    }

    @Test
    void aLimitIsViolatedOnlyByAKnownCostAboveIt() {
        TrialPoint trial = SampleReports.finished(1).trials().getFirst();
        double ms = trial.latencyMs().get(SampleReports.TABLE);
        assertTrue(new MetricLimit(new CostMetric.Latency(SampleReports.TABLE), ms * 0.99).isExceededBy(trial));
        assertFalse(new MetricLimit(new CostMetric.Latency(SampleReports.TABLE), ms).isExceededBy(trial));
        assertFalse(new MetricLimit(new CostMetric.Latency("another"), 1e-9).isExceededBy(trial));
    }

    @Test
    void aLimitIsPositive() {
        assertThrows(IllegalArgumentException.class, () -> new MetricLimit(new CostMetric.Macs(), 0));
    }

    private static String amount(CostMetric metric, double max) {
        return new MetricLimit(metric, max).maxText().replace('\u00a0', ' ');
    }
}

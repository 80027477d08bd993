package dev.sartor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BoundTest {
    @Test
    void limitsAreWrittenAsPeopleWriteThem() {
        assertEquals("12 ms", amount(new Metric.Latency("t"), 12));
        assertEquals("0.9 ms", amount(new Metric.Latency("t"), 0.9));
        assertEquals("100 ms", amount(new Metric.Latency("t"), 100));
        assertEquals("400 k", amount(new Metric.Params(), 4e5));
        assertEquals("1.5 M", amount(new Metric.Macs(), 1.5e6));
        assertEquals("2 MiB", amount(new Metric.Memory(), 2 << 20));
    }

    @Test
    void aTrialBreaksALimitThatItExceedsAndNoneWhoseCostIsUnknown() {
        TrialPoint trial = SampleReports.finished(1).trials().getFirst();
        double ms = trial.latencyMs().get(SampleReports.TABLE);
        assertTrue(new Bound(new Metric.Latency(SampleReports.TABLE), ms * 0.99).brokenBy(trial));
        assertFalse(new Bound(new Metric.Latency(SampleReports.TABLE), ms).brokenBy(trial));
        assertFalse(new Bound(new Metric.Latency("another"), 1e-9).brokenBy(trial));
    }

    @Test
    void aLimitIsPositive() {
        assertThrows(IllegalArgumentException.class, () -> new Bound(new Metric.Macs(), 0));
    }

    private static String amount(Metric metric, double most) {
        return new Bound(metric, most).amount().replace('\u00a0', ' ');
    }
}

package dev.sartor.latency.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.space.unit.UnitKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Costs of heads for numbers of classes that a table does not have, computed by hand. */
class HeadCostsTest {
    private static final String STEM = "stem_k3_s1_c8_nre@1x16x16";
    private static final double STEM_MACS = 9 * 8 * 16 * 16;
    private static final double STEM_PARAMS = 9 * 8 + 2 * 8;
    /** Of {@code head_o10@64x4x4}. */
    private static final double HEAD_MACS = 64 * 10;

    private static final double HEAD_PARAMS = 65 * 10;

    private static String head(int classes) {
        return "head_o" + classes + "@64x4x4";
    }

    private static UnitLatency row(String key, double costMs) {
        // UnitLatency: key, kind, median, 10th and 90th percentile in ms, runs, cost in a network in ms
        return new UnitLatency(key, UnitKey.parse(key).segment().kind(), 1, 1, 1, 1, costMs);
    }

    /** Costs of a table with a stem, and with heads of these costs by number of classes. */
    private static HeadCosts costs(double stemMs, Map<Integer, Double> heads) {
        List<UnitLatency> rows = new ArrayList<>(List.of(row(STEM, stemMs)));
        new TreeMap<>(heads).forEach((classes, ms) -> rows.add(row(head(classes), ms)));
        return new HeadCosts(SampleTables.of("heads", rows, SampleTables.certificate(SampleTables.calibration())));
    }

    /** @param range expected difference between the bounds of the cost */
    private static void assertCost(double ms, double range, HeadCosts costs, int classes) {
        UnitCost cost = costs.cost(head(classes)).orElseThrow();
        assertEquals(head(classes), cost.key());
        assertEquals(ms, cost.costMs(), 1e-12);
        assertEquals(Math.max(0.02, range / Math.sqrt(12) / ms), cost.deviation(), 1e-12);
    }

    @Test
    void betweenTwoMeasuredNumbersTheCostIsInterpolated() {
        HeadCosts costs = costs(1, Map.of(10, 2.0, 110, 12.0, 1000, 12.0));
        assertCost(7, 10, costs, 60);
        assertCost(4.5, 10, costs, 35);
        assertCost(12, 0, costs, 500);
        assertCost(2, 0, costs, 10);
        assertCost(7, 10, costs(1, Map.of(10, 12.0, 110, 2.0)), 60);
    }

    @Test
    void aboveTheLargestMeasuredNumberTheCostContinuesWithHalfToTwiceTheSlope() {
        // the slope is 0.01 ms for each class, and 0.02 ms would be proportional to the number of classes
        assertCost(2 + 0.01 * 50, (0.02 - 0.005) * 50, costs(1, Map.of(20, 1.2, 50, 1.5, 100, 2.0)), 150);
    }

    @Test
    void theCostGrowsAtMostInProportionToTheNumberOfClasses() {
        // the slope is 0.02 ms for each class, which is proportional
        assertCost(2 + 0.02 * 50, (0.02 - 0.01) * 50, costs(1, Map.of(50, 1.0, 100, 2.0)), 150);
        // a larger slope cannot continue beyond the measured numbers, except for the slope itself
        assertCost(2 + 0.03 * 50, (0.03 - 0.015) * 50, costs(1, Map.of(50, 0.5, 100, 2.0)), 150);
    }

    @Test
    void belowTheSmallestMeasuredNumberTheCostContinuesWithTheSlopeToTheNext() {
        assertCost(1 - 0.01 * 20, (0.02 - 0.005) * 20, costs(1, Map.of(50, 1.0, 100, 1.5, 200, 9.0)), 30);
    }

    @Test
    void aCostIsNeverNegative() {
        UnitCost cost = costs(1, Map.of(50, 0.1, 100, 2.0)).cost(head(2)).orElseThrow();
        assertEquals(0, cost.costMs());
        assertEquals(1, cost.deviation());
    }

    @Test
    void aCostThatFallsWithTheNumberOfClassesStaysTheSameBeyond() {
        assertCost(1, 0, costs(1, Map.of(50, 2.0, 100, 1.0)), 1000);
        assertCost(2, 0, costs(1, Map.of(50, 2.0, 100, 1.0)), 20);
    }

    @Test
    void withOneMeasuredNumberTheSlopeIsBetweenThoseOfTheFastestUnits() {
        double stemMs = 0.1;
        double headMs = 1;
        // the tenth percentile of two numbers is a tenth of their difference above the smaller one
        double perMac = 0.9 * stemMs / STEM_MACS + 0.1 * headMs / HEAD_MACS;
        double perParam = 0.9 * stemMs / STEM_PARAMS + 0.1 * headMs / HEAD_PARAMS;
        HeadCosts costs = costs(stemMs, Map.of(10, headMs));
        double low = 64 * perMac;
        double high = 65 * perParam;
        assertCost(headMs + 90 * (low + high) / 2, 90 * (high - low), costs, 100);
    }

    @Test
    void unitsThatCostNothingDoNotCountAsTheFastest() {
        // the only unit with a cost is the head itself: its cost per MAC and per parameter is proportional to the
        // classes
        assertCost(10, 0, costs(0, Map.of(10, 1.0)), 100);
    }

    @Test
    void onlyHeadsThatDifferInTheNumberOfClassesAreEstimated() {
        HeadCosts costs = costs(1, Map.of(10, 1.0, 100, 2.0));
        assertTrue(costs.cost(STEM).isEmpty());
        assertTrue(costs.cost("head_o10@32x4x4").isEmpty());
    }
}

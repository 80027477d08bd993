package dev.sartor.latency.prediction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnitFeaturesTest {
    private static UnitFeatures of(String key) {
        return UnitFeatures.of(UnitKey.parse(key));
    }

    private static UnitLatency row(String key, double costMs) {
        // UnitLatency: key, kind, median, 10th and 90th percentile in ms, runs, cost in a network in ms
        return new UnitLatency(key, UnitKey.parse(key).segment().kind(), 1, 1, 1, 10, costMs);
    }

    private static LatencyTable table(UnitLatency... rows) {
        return SampleTables.of("rows", List.of(rows), SampleTables.certificate(SampleTables.calibration()));
    }

    private static UnitCost head(int classes, UnitLatency... rows) {
        return new HeadCosts(table(rows)).cost("head_o" + classes + "@64x4x4").orElseThrow();
    }

    @Test
    void aConvolutionReadsItsInputAndWritesItsOutput() {
        Unit unit = UnitKey.parse("cn_r1_k3_s2_c24_nre@8x16x16");
        UnitFeatures features = UnitFeatures.of(unit);
        assertEquals("cn", features.kind());
        // MACs, values read and written, parameters, input channels, input side
        assertArrayEquals(
                new double[] {
                    Math.log(9 * 8 * 24 * 64),
                    Math.log(8 * 256 + 24 * 64),
                    Math.log(unit.network().params()),
                    Math.log(8),
                    Math.log(16)
                },
                features.size(),
                1e-12);
        // half the kernel size, stride, squeeze-and-excitation, smooth activation
        assertArrayEquals(new double[] {1.5, 2, 0, 0}, features.structure());
    }

    @Test
    void smoothActivationsAndSqueezeAndExciteAreFeatures() {
        double[] plain = of("ir_r1_k5_s1_e4_c64_nre@64x7x7").structure();
        double[] smooth = of("ir_r1_k5_s1_e4_c64_nhs@64x7x7").structure();
        double[] squeezed = of("ir_r1_k5_s1_e4_c64_se0.25_nre@64x7x7").structure();
        assertArrayEquals(new double[] {2.5, 1, 0, 0}, plain);
        assertArrayEquals(new double[] {2.5, 1, 0, 1}, smooth);
        assertArrayEquals(new double[] {2.5, 1, 1, 0}, squeezed);
    }

    @Test
    void theDistanceIsEuclideanAndLargerForAnotherKind() {
        var a = new UnitFeatures("cn", new double[] {1, 2}, new double[] {3});
        var b = new UnitFeatures("cn", new double[] {3, 3}, new double[] {5});
        var other = new UnitFeatures("ir", b.size(), b.structure());
        assertEquals(3, a.distance(b, 4));
        assertEquals(5, a.distance(other, 4));
        assertEquals(0, a.distance(a, 4));
    }

    @Test
    void betweenTwoNumbersOfClassesTheCostIsInterpolatedLinearly() {
        UnitCost cost = head(40, row("head_o10@64x4x4", 1), row("head_o110@64x4x4", 2));
        assertEquals(1.3, cost.costMs(), 1e-12);
        // the deviation of a uniform distribution is its range divided by sqrt(12)
        assertEquals(1 / Math.sqrt(12) / 1.3, cost.deviation(), 1e-12);
        UnitCost falling = head(40, row("head_o10@64x4x4", 2), row("head_o110@64x4x4", 1));
        assertEquals(1.7, falling.costMs(), 1e-12);
        assertEquals(1 / Math.sqrt(12) / 1.7, falling.deviation(), 1e-12);
    }

    @Test
    void beyondTwoNumbersOfClassesTheCostContinuesWithTheSameSlope() {
        UnitLatency[] rows = {row("head_o10@64x4x4", 1), row("head_o110@64x4x4", 2)};
        UnitCost more = head(210, rows);
        assertEquals(3, more.costMs(), 1e-12);
        // the slope is between half of 0.01 and 2 / 110 per class, in proportion to the classes
        assertEquals((100 * 2 / 110.0 - 0.5) / Math.sqrt(12) / 3, more.deviation(), 1e-12);
        UnitCost fewer = head(5, rows);
        assertEquals(0.95, fewer.costMs(), 1e-12);
        assertEquals((0.1 - 0.025) / Math.sqrt(12) / 0.95, fewer.deviation(), 1e-12);
    }

    @Test
    void theSlopeIsThatOfTheNextNumberOfClasses() {
        UnitLatency[] rows = {row("head_o10@64x4x4", 1), row("head_o20@64x4x4", 2), row("head_o40@64x4x4", 3)};
        // 10 classes more cost 0.5 ms between 20 and 40 classes, and 1 ms between 10 and 20
        assertEquals(3.5, head(50, rows).costMs(), 1e-12);
        assertEquals(0.5, head(5, rows).costMs(), 1e-12);
    }

    @Test
    void anEstimateIsNeverMoreCertainThanTwoPercentNorNegative() {
        assertEquals(
                0.02,
                head(11, row("head_o10@64x4x4", 1), row("head_o12@64x4x4", 1)).deviation());
        UnitCost free = head(5, row("head_o10@64x4x4", 0), row("head_o12@64x4x4", 0));
        assertEquals(0, free.costMs());
        assertEquals(1, free.deviation());
    }

    @Test
    void otherUnitsAndHeadsOfAnotherSizeHaveNoEstimate() {
        var costs = new HeadCosts(table(row("head_o10@64x4x4", 1)));
        assertEquals(Optional.empty(), costs.cost("head_o10@32x4x4"));
        assertEquals(Optional.empty(), costs.cost("cn_r1_k3_s2_c24_nre@8x16x16"));
    }

    @Test
    void estimatedHeadsAreNamedWithTheirNumbersOfClasses() {
        LatencyTable table = table(
                row("head_o10@64x4x4", 1),
                row("head_o100@64x4x4", 2),
                row("head_o7@32x4x4", 2),
                row("cn_r1_k3_s2_c24_nre@8x16x16", 1));
        List<Unit> units = Stream.of(
                        "head_o10@64x4x4", "head_o5@64x4x4", "head_o6@16x4x4", "ir_r1_k5_s1_e4_c64_nre@64x7x7")
                .map(UnitKey::parse)
                .toList();
        assertEquals(
                Optional.of(
                        new EstimatedHeads("rows", new TreeSet<>(Arrays.asList(10, 100)), new TreeSet<>(List.of(5)))),
                EstimatedHeads.of(table, units));
        assertEquals(Optional.empty(), EstimatedHeads.of(table, units.subList(0, 1)));
        assertEquals(Optional.empty(), EstimatedHeads.of(table, units.subList(2, 4)));
    }

    @Test
    void anInterpolationOfNothingEstimatesNothing() {
        Interpolation none = Interpolation.of(List.of(row("head_o10@64x4x4", 0)));
        assertEquals(Optional.empty(), none.cost("cn_r1_k3_s2_c24_nre@8x16x16"));
        assertEquals(List.of(), none.leaveOneOutErrors());
    }

    @Test
    void aUnitOfTheTableIsEstimatedCloseToItsCost() {
        String key = "cn_r1_k3_s2_c24_nre@8x16x16";
        Interpolation two = Interpolation.of(List.of(row(key, 0.5), row("ir_r1_k5_s1_e4_c64_nre@64x7x7", 2)));
        UnitCost same = two.cost(key).orElseThrow();
        assertEquals(0.5, same.costMs(), 0.01);
        assertTrue(same.deviation() < 0.05, same.toString());
        assertTrue(two.cost("cn_r1_k3_s2_c32_nre@8x16x16").orElseThrow().costMs() > 0.5);
    }
}

package dev.sartor.latency.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.table.ClassCounts;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimated costs of heads against the true ones of a simulated device, and with the tables of this repository. */
class HeadCostAccuracyTest {
    /** The latency of a head of the simulated device without its linear layer, which takes 0.001 ms and 1e-7 ms for each MAC. */
    private static final double OVERHEAD_MS =
            FakeDevice.trueMs(UnitKey.parse("head_o10@64x4x4").network())
                    - UnitKey.parse("head_o10@64x4x4").network().macs() / 1e7
                    - 0.001;

    /** The cost of a unit in a network. */
    private static double trueMs(String key) {
        return FakeDevice.trueMs(UnitKey.parse(key).network()) - OVERHEAD_MS;
    }

    private static UnitLatency row(String key, double ms) {
        return new UnitLatency(key, UnitKey.parse(key).segment().kind(), ms, ms, ms, 10, ms);
    }

    /** The units of a space on the simulated device, with its head measured for these numbers of classes. */
    private static LatencyTable table(int... classes) {
        List<UnitLatency> rows = new ArrayList<>();
        for (Unit unit : SpaceFile.find("small-28").units()) {
            if (ClassCounts.of(unit).isEmpty()) {
                rows.add(row(unit.key(), trueMs(unit.key())));
            }
        }
        for (int c : classes) {
            rows.add(row("head_o" + c + "@64x4x4", trueMs("head_o" + c + "@64x4x4")));
        }
        return SampleTables.of("heads", rows, SampleTables.certificate(SampleTables.calibration()));
    }

    private static UnitCost cost(LatencyTable table, int classes) {
        return new LatencyPredictor(table).unitCost("head_o" + classes + "@64x4x4");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 11, 37, 500, 2000, 21843})
    void withSeveralMeasuredNumbersTheCostIsCloseToTheTruth(int classes) {
        UnitCost cost = cost(table(10, 100, 1000), classes);
        double truth = trueMs(cost.key());
        assertEquals(truth, cost.costMs(), 0.01 * truth);
        assertFalse(cost.isMeasured());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 20, 37, 100, 1000})
    void withOneMeasuredNumberTheBoundsContainTheTruth(int classes) {
        UnitCost cost = cost(table(10), classes);
        // the deviation of a uniform distribution is half of its range divided by sqrt(3)
        double halfRange = Math.sqrt(3) * cost.deviation() * cost.costMs();
        assertEquals(trueMs(cost.key()), cost.costMs(), halfRange, cost.toString());
    }

    @Test
    void theDeviationGrowsWithTheDistanceFromTheMeasuredNumbers() {
        LatencyTable one = table(10);
        assertTrue(cost(one, 20).deviation() < cost(one, 1000).deviation());
        assertTrue(cost(table(10, 100), 5000).deviation()
                > cost(table(10, 100), 150).deviation());
    }

    @Test
    void aMeasuredNumberIsNotEstimated() {
        assertTrue(cost(table(10, 100), 100).isMeasured());
    }

    /** The tables of this repository; a user's own tables may lie beside them. */
    static Stream<LatencyTable> shipped() {
        return LatencyTables.list(LatencyTables.FOLDER).stream()
                .map(e -> e.table().orElseThrow())
                .filter(table -> table.name().startsWith("xeon-vm-"));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedTableServesAnyNumberOfClasses(LatencyTable table) {
        String name = table.certificate().spaces().getFirst().name();
        SearchSpace space = SpaceFile.find(name);
        var genome = space.sample(new SplittableRandom(1));
        var predictor = new LatencyPredictor(table);
        double previous = 0;
        for (int classes : List.of(2, 3, 37, 200, 1000, 21843)) {
            SearchSpace other = space.withClasses(classes);
            new SpaceLatencyPredictor(other, predictor);
            LatencyPrediction p = predictor.predict(Lowering.lower(other.decode(genome)));
            LatencyPrediction own = predictor.predict(Lowering.lower(space.decode(genome)));
            assertTrue(p.totalMs() >= previous, table.name() + " with " + classes);
            assertTrue(p.interval().isPresent());
            assertTrue(p.measuredShare() <= 1);
            double relativeWidth =
                    p.interval().get().highMs() / p.interval().get().lowMs();
            double ownWidth =
                    own.interval().get().highMs() / own.interval().get().lowMs();
            assertTrue(relativeWidth >= ownWidth, table.name() + " with " + classes);
            previous = p.totalMs();
        }
    }
}

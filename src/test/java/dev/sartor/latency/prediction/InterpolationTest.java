package dev.sartor.latency.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.UnitGaps;
import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {
    private final SearchSpace space = SpaceFile.find("small-28");
    private final LatencyTable shipped =
            LatencyTableFile.read(LatencyTables.FOLDER.resolve("xeon-vm-ort-fp32-1t-small-28.csv"));

    /** The table without some blocks, but with stems and heads: half of all networks share a stem, whose error would dominate. */
    private LatencyTable without(int units, long seed) {
        List<UnitLatency> rows = new ArrayList<>(shipped.units());
        Collections.shuffle(rows, new Random(seed));
        rows.sort(Comparator.comparing(u -> u.kind().equals("stem") || u.kind().equals("head")));
        return SampleTables.of("part", rows.subList(units, rows.size()), shipped.certificate());
    }

    @Test
    void unitsLeftOutOfTheShippedTableAreEstimatedWithinTenPercent() {
        List<Interpolation.LeaveOneOutError> leftOut = Interpolation.of(shipped).leaveOneOutErrors();
        double meanSquare = leftOut.stream()
                .filter(l -> !l.kind().equals("head") && !l.kind().equals("stem"))
                .mapToDouble(l -> l.error() * l.error())
                .average()
                .orElseThrow();
        assertTrue(Math.sqrt(meanSquare) < 0.1, "root mean square " + Math.sqrt(meanSquare));
        long within = leftOut.stream()
                // nine of ten values of a normal distribution
                .filter(l -> Math.abs(l.error()) < 1.645 * l.deviation())
                .count();
        assertEquals(0.9, (double) within / leftOut.size(), 0.08);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void missingUnitsWidenTheIntervalAndAreMarkedAsNotMeasured(long seed) {
        LatencyTable part = without(20, seed);
        var interpolating = new LatencyPredictor(part, MissingUnitPolicy.INTERPOLATE);
        var whole = new LatencyPredictor(shipped);
        var random = new SplittableRandom(seed);
        int within = 0;
        int networks = 200;
        for (int i = 0; i < networks; i++) {
            Network network = Lowering.lower(space.decode(space.sample(random)));
            LatencyPrediction p = interpolating.predict(network);
            LatencyPrediction full = whole.predict(network);
            long missing = network.segments().stream()
                    .filter(s -> !s.isEmpty() && part.unit(s.key()).isEmpty())
                    .count();
            assertEquals(
                    missing, p.units().stream().filter(u -> !u.isMeasured()).count());
            assertEquals(missing == 0, p.measuredShare() == 1);
            assertEquals(missing == 0, width(p) == width(full));
            assertTrue(width(p) >= width(full));
            within += p.interval().orElseThrow().contains(full.totalMs()) ? 1 : 0;
        }
        assertTrue(within > 0.85 * networks, within + " of " + networks);
    }

    private static double width(LatencyPrediction p) {
        LatencyPrediction.Interval i = p.interval().orElseThrow();
        return Math.rint(1e9 * Math.log(i.highMs() / i.lowMs())) / 1e9;
    }

    @Test
    void theSpacePredictorInterpolatesLikeTheNetworkPredictor() {
        var predictor = new LatencyPredictor(without(30, 1), MissingUnitPolicy.INTERPOLATE);
        SpaceLatencyPredictor ofSpace = new SpaceLatencyPredictor(space, predictor);
        var random = new SplittableRandom(1);
        int[] units = new int[space.unitGraph().maxLength()];
        for (int i = 0; i < 50; i++) {
            var genome = space.sample(random);
            LatencyPrediction p = predictor.predict(Lowering.lower(space.decode(genome)));
            int length = space.unitGraph().unitsOf(genome, units);
            assertEquals(p.totalMs(), ofSpace.ms(units, length), 0);
            double most = ofSpace.ms(units, length) * ofSpace.marginFactor(units, length, 0.95);
            assertEquals(p.measuredShare(), ofSpace.measuredShare(units, length), 1e-12);
            assertEquals(p.interval().orElseThrow().highMs(), most, 1e-9 * most);
        }
    }

    @Test
    void theEstimateOfAnUnknownKindHasALargerDeviation() {
        Interpolation interpolation = Interpolation.of(shipped);
        UnitCost known = interpolation.cost("ir_r1_k3_s1_e4_c64_nre@64x7x7").orElseThrow();
        UnitCost unknown =
                interpolation.cost("tk_r1_k3_s1_i0.5_o0.5_c64_nre@64x7x7").orElseThrow();
        assertTrue(unknown.deviation() > 1.5 * known.deviation(), known + " and " + unknown);
    }

    @Test
    void withoutInterpolationTheErrorNamesTheCommandThatMeasures() {
        LatencyPredictor predictor = new LatencyPredictor(without(140, 1));
        UserError e = assertThrows(UserError.class, () -> new SpaceLatencyPredictor(space, predictor));
        assertTrue(e.fix().contains("sartor profile --space small-28"), e.text());
    }

    @Test
    void unitsThatTheDeviceRefusedAreNotInterpolated() {
        String key = "ir_r1_k3_s1_e4_c64_nre@64x7x7";
        LatencyTable free = without(20, 1);
        Certificate c = free.certificate();
        var refusing = new Certificate(
                c.origin(),
                c.result(),
                c.calibration(),
                c.quality(),
                new UnitGaps(Map.of(key, "no kernel"), List.of(), List.of()),
                c.tableSha256());
        assertTrue(new LatencyPredictor(free, MissingUnitPolicy.INTERPOLATE).unitCostMs(key) > 0);
        var predictor = new LatencyPredictor(
                SampleTables.of("part", List.copyOf(free.units()), refusing), MissingUnitPolicy.INTERPOLATE);
        UserError e = assertThrows(UserError.class, () -> predictor.unitCostMs(key));
        assertTrue(e.getMessage().endsWith("the device refused " + key + ": no kernel"), e.text());
        assertTrue(e.fix().startsWith("the device cannot run them"), e.text());
    }
}

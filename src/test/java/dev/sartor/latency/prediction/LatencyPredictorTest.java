package dev.sartor.latency.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyPredictorTest {
    private final SearchSpace space = TinyLatencySpace.read();
    private final Network network = networkWithIdentity();

    private Network networkWithIdentity() {
        return RandomNetworks.distinct(RandomNetworks.of(List.of(space), 1), 50, new HashSet<>()).stream()
                .filter(n -> n.segments().stream().anyMatch(s -> s.isEmpty()))
                .findFirst()
                .orElseThrow();
    }

    private LatencyPredictor predictor(List<String> without) {
        List<UnitLatency> units = space.units().stream()
                .filter(u -> !without.contains(u.key()))
                // UnitLatency: key, kind, median, 10th and 90th percentile in ms, runs, cost in a network in ms
                .map(u -> new UnitLatency(u.key(), u.segment().kind(), 0.5, 0.5, 0.5, 1, 0.25))
                .toList();
        return new LatencyPredictor(
                SampleTables.of("mine", units, SampleTables.certificate(SampleTables.calibration())));
    }

    @Test
    void thePredictionIsTheSumOfOffsetUnitsAndWeightTerm() {
        LatencyPrediction p = predictor(List.of()).predict(network);
        long units = network.segments().stream().filter(s -> !s.isEmpty()).count();
        assertEquals(units, p.units().size());
        assertEquals(
                0.01 + 0.25 * units + SampleTables.calibration().weightTerm().ms(network, Precision.FP32),
                p.totalMs(),
                1e-12);
    }

    @Test
    void missingUnitsAreNamedWithTheCommandThatMeasuresThem() {
        List<String> missing = network.segments().stream()
                .filter(s -> !s.isEmpty())
                .map(s -> s.key())
                .limit(2)
                .toList();
        UserError e = assertThrows(UserError.class, () -> predictor(missing).predict(network));
        assertTrue(e.getMessage().contains("lacks 2 of"), e.getMessage());
        missing.forEach(key -> assertTrue(e.getMessage().contains(key), e.getMessage()));
        assertTrue(e.fix().contains("sartor profile --space tiny --device cpu,threads=1 --out mine-tiny.csv"), e.fix());
        assertThrows(UserError.class, () -> predictor(missing).unitCostMs(missing.getFirst()));
    }

    @Test
    void theWeightTermGrowsWithTheWeightsBeyondItsThreshold() {
        var term = new WeightTerm(2, WeightTerm.weightMiB(network, Precision.FP32) / 2);
        assertEquals(WeightTerm.weightMiB(network, Precision.FP32), term.ms(network, Precision.FP32), 1e-12);
        // WeightTerm: ms per MiB of weights beyond a threshold, the threshold in MiB
        assertEquals(0, new WeightTerm(2, 100).ms(network, Precision.FP32));
        assertEquals(0, WeightTerm.NONE.ms(network, Precision.FP32));
    }

    @Test
    void weightsThatDoNotFitIntoTheCachesAddToTheOffset() {
        LatencyPredictor predictor = predictor(List.of());
        // 0.01 ms, and 0.25 ms for each MiB beyond 0.5
        assertEquals(0.01, predictor.networkOverheadMs(1 << 17), 1e-12);
        assertEquals(0.01 + 0.25 * 3.5, predictor.networkOverheadMs(1 << 20), 1e-12);
    }

    @Test
    void theErrorSaysHowManyUnitsOfTheNetworkAreMissing() {
        List<String> keys = network.segments().stream()
                .filter(s -> !s.isEmpty())
                .map(s -> s.key())
                .distinct()
                .toList();
        long units = network.segments().stream().filter(s -> !s.isEmpty()).count();
        UserError e = assertThrows(
                UserError.class, () -> predictor(keys.subList(0, 1)).predict(network));
        assertTrue(e.getMessage().contains("lacks 1 of " + units + " units"), e.getMessage());
    }
}

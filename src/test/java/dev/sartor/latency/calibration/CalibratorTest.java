package dev.sartor.latency.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.certificate.LatencyCalibration;
import dev.sartor.latency.certificate.PredictionQuality;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.PredictorEvaluation;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    private static final double OFFSET_MS = 0.03;
    private final SearchSpace space = TinyLatencySpace.read();
    private final List<UnitLatency> units = space.units().stream()
            .map(u -> {
                double ms = 0.01 + u.network().macs() / 1e7;
                // UnitLatency: key, kind, median, 10th and 90th percentile in ms, runs, cost in a network in ms
                return new UnitLatency(u.key(), u.segment().kind(), ms, ms, ms, 10, ms);
            })
            .toList();
    private final Map<String, UnitLatency> byKey = units.stream().collect(Collectors.toMap(UnitLatency::key, u -> u));

    private List<Network> networks(int count, long seed) {
        return RandomNetworks.distinct(RandomNetworks.of(List.of(space), seed), count, new HashSet<>());
    }

    private double sum(Network network, ToDoubleFunction<UnitLatency> cost) {
        return network.segments().stream()
                .filter(s -> !s.isEmpty())
                .mapToDouble(s -> cost.applyAsDouble(byKey.get(s.key())))
                .sum();
    }

    private Calibrator.Fit fit(List<Network> networks, ToDoubleFunction<Network> truth) {
        return new Calibrator(
                        units, networks, networks.stream().mapToDouble(truth).toArray(), Precision.FP32)
                .fit("test");
    }

    private static LatencyPredictor predictor(Calibrator.Fit fit) {
        return new LatencyPredictor(SampleTables.of("test", fit.units(), SampleTables.certificate(fit.calibration())));
    }

    @Test
    void offsetAndFactorsOfKindsAreRecovered() {
        LatencyCalibration c = fit(
                        networks(60, 1),
                        n -> OFFSET_MS + sum(n, u -> (u.kind().equals("ir") ? 1.3 : 0.9) * u.medianMs()))
                .calibration();
        assertEquals(OFFSET_MS, c.offsetMs(), 0.003);
        assertEquals(1.3, c.factors().get("ir"), 0.02);
        assertEquals(0.9, c.factors().get("er"), 0.02);
        assertTrue(c.leftOutRmspe().orElseThrow() < 0.005, c.toString());
        assertEquals(WeightTerm.NONE, c.weightTerm());
    }

    @Test
    void theCostOfAUnitThatIsSlowerInNetworksIsCorrected() {
        String slow = space.units().stream()
                .filter(u -> u.segment().kind().equals("er"))
                .findFirst()
                .orElseThrow()
                .key();
        Calibrator.Fit fit =
                fit(networks(100, 1), n -> OFFSET_MS + sum(n, u -> (u.key().equals(slow) ? 1.6 : 1) * u.medianMs()));
        double ratio = fit.units().stream()
                .filter(u -> u.key().equals(slow))
                .mapToDouble(u -> u.costMs() / u.medianMs())
                .sum();
        assertEquals(1.6, ratio, 0.15);
        assertTrue(fit.calibration().unitDeviation() > 0);
    }

    @Test
    void aWeightTermIsRecovered() {
        List<Network> networks = networks(100, 1);
        double from = Quantiles.median(networks.stream()
                .mapToDouble(n -> WeightTerm.weightMiB(n, Precision.FP32))
                .toArray());
        var truth = new WeightTerm(3, from);
        Calibrator.Fit fit =
                fit(networks, n -> OFFSET_MS + sum(n, UnitLatency::medianMs) + truth.ms(n, Precision.FP32));
        WeightTerm found = fit.calibration().weightTerm();
        assertTrue(found.msPerMiB() > 0, found.toString());
        for (Network n : networks(40, 2)) {
            double expected = OFFSET_MS + sum(n, UnitLatency::medianMs) + truth.ms(n, Precision.FP32);
            assertEquals(expected, predictor(fit).predict(n).totalMs(), 0.03 * expected);
        }
    }

    @Test
    void aNegativeWeightTermIsNotUsed() {
        // WeightTerm: ms per MiB of weights beyond a threshold, the threshold in MiB
        var truth = new WeightTerm(0.5, 0);
        LatencyCalibration c = fit(
                        networks(60, 1), n -> 1 + sum(n, UnitLatency::medianMs) - truth.ms(n, Precision.FP32))
                .calibration();
        assertEquals(WeightTerm.NONE, c.weightTerm());
    }

    @Tag("slow")
    @Test
    void theIntervalCoversNineOfTenNewNetworks() {
        double coverage = IntStream.range(0, 10)
                .mapToDouble(seed -> qualityForNoisyNetworks(seed).coverage90())
                .average()
                .orElseThrow();
        assertEquals(0.9, coverage, 0.04);
    }

    @Test
    void predictionsFromUnitsAreMoreAccurateThanFromMacs() {
        PredictionQuality quality = qualityForNoisyNetworks(1);
        assertTrue(quality.prediction().mape() < 0.5 * quality.macsBaseline().mape(), quality.toString());
    }

    /** The true cost of each unit differs by a few percent from its measurement, as does the measurement of each network. */
    private PredictionQuality qualityForNoisyNetworks(long seed) {
        var random = new SplittableRandom(seed);
        Map<String, Double> trueFactors =
                units.stream().collect(Collectors.toMap(UnitLatency::key, _ -> 1 + 0.1 * random.nextGaussian()));
        ToDoubleFunction<Network> truth =
                n -> (0.02 + sum(n, u -> trueFactors.get(u.key()) * u.medianMs())) * (1 + 0.02 * random.nextGaussian());
        List<Network> fitted = networks(60, seed);
        Set<String> excluded =
                fitted.stream().map(MeasuredNetwork::segmentTexts).collect(Collectors.toSet());
        List<Network> fresh = RandomNetworks.distinct(RandomNetworks.of(List.of(space), ~seed), 400, excluded);
        return PredictorEvaluation.quality(
                predictor(fit(fitted, truth)),
                new TimedNetworks(fresh, fresh.stream().mapToDouble(truth).toArray()));
    }

    @Test
    void tooFewNetworksAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> fit(networks(7, 1), _ -> 1));
    }
}

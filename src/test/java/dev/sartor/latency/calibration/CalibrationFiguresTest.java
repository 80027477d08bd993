package dev.sartor.latency.calibration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.certificate.LatencyCalibration;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The numbers of a calibration, each computed again from the networks that it lists. */
class CalibrationFiguresTest {
    private static final int NETWORKS = 19;

    private final SearchSpace space = TinyLatencySpace.read();
    private final List<UnitLatency> units = space.units().stream()
            .map(u -> {
                double ms = 0.01 + u.macs() / 1e7;
                // UnitLatency: key, kind, median, 10th and 90th percentile in ms, runs, cost in a network in ms
                return new UnitLatency(u.key(), u.kind(), ms, ms, ms, 10, 0);
            })
            .toList();
    private final List<Network> networks =
            RandomNetworks.distinct(RandomNetworks.of(List.of(space), 1), NETWORKS, new HashSet<>());
    private final double[] measuredMs = measured(networks);

    /** Latencies that depend on the MACs, with a noise of 10 %. */
    private static double[] measured(List<Network> networks) {
        var random = new SplittableRandom(1);
        return networks.stream()
                .mapToDouble(n -> (0.1 + n.macs() / 1e6) * (1 + 0.1 * random.nextGaussian()))
                .toArray();
    }

    private Calibrator.Fit fit(int count) {
        return new Calibrator(
                        units,
                        networks.subList(0, count),
                        IntStream.range(0, count)
                                .mapToDouble(i -> measuredMs[i])
                                .toArray(),
                        Precision.FP32)
                .fit("test");
    }

    @Test
    void theErrorsOfACalibrationAreThoseOfItsListedNetworks() {
        LatencyCalibration calibration = fit(NETWORKS).calibration();
        double[] errors = calibration.networks().stream()
                .mapToDouble(n -> Math.abs(n.measuredMs() - n.predictedMs()) / n.measuredMs())
                .sorted()
                .toArray();
        double squares = 0;
        for (double e : errors) {
            squares += e * e;
        }
        assertEquals(Math.sqrt(squares / NETWORKS), calibration.leftOutRmspe().orElseThrow(), 1e-4);
        // the 18th smallest of 19 errors, since 0.9 of 19 + 1 is 18
        assertEquals(errors[17], calibration.leftOutError90().orElseThrow(), 1e-4);
        assertTrue(errors[18] > errors[17] + 1e-3 && errors[17] > errors[16] + 1e-3, "errors are too similar to tell");
    }

    @Test
    void theListedPredictionOfANetworkIsFittedToTheOthers() {
        measuredMs[3] *= 2;
        MeasuredNetwork slow = fit(NETWORKS).calibration().networks().get(3);
        assertEquals(measuredMs[3], slow.measuredMs(), 1e-6);
        assertTrue(slow.predictedMs() < 0.8 * slow.measuredMs(), slow.toString());
    }

    @Test
    void theLatencyOfAMacHasTheLeastSquaresOfRelativeErrors() {
        double msPerMac = fit(NETWORKS).calibration().msPerMac();
        DoubleUnaryOperator squares = f -> IntStream.range(0, NETWORKS)
                .mapToDouble(i -> Math.pow(1 - f * networks.get(i).macs() / measuredMs[i], 2))
                .sum();
        double least = squares.applyAsDouble(msPerMac);
        assertTrue(least < squares.applyAsDouble(msPerMac * 1.001));
        assertTrue(least < squares.applyAsDouble(msPerMac * 0.999));
    }

    @Test
    void nineNetworksSufficeAndEightDoNot() {
        assertDoesNotThrow(() -> fit(9));
        assertThrows(IllegalArgumentException.class, () -> fit(8));
        // 18 latencies for 19 networks
        assertThrows(
                IllegalArgumentException.class, () -> new Calibrator(units, networks, new double[18], Precision.FP32));
    }

    @Test
    void withoutCalibrationAUnitCostsItsLatencyAndANetworkTheSumOfItsUnits() {
        Calibrator.Fit fit = UncalibratedFit.of("test", units, new TimedNetworks(networks, measuredMs));
        Map<String, Double> costs =
                fit.units().stream().collect(Collectors.toMap(UnitLatency::key, UnitLatency::costMs));
        units.forEach(u -> assertEquals(u.medianMs(), costs.get(u.key())));
        LatencyCalibration calibration = fit.calibration();
        for (int i = 0; i < NETWORKS; i++) {
            double sum = networks.get(i).segments().stream()
                    .filter(s -> !s.isEmpty())
                    .mapToDouble(s -> costs.get(s.key()))
                    .sum();
            assertEquals(sum, calibration.networks().get(i).predictedMs(), 1e-6);
            assertEquals(measuredMs[i], calibration.networks().get(i).measuredMs(), 1e-6);
        }
        assertEquals(0, calibration.offsetMs());
        assertEquals(0, calibration.perUnitMs());
        assertEquals(WeightTerm.NONE, calibration.weightTerm());
        assertEquals(
                units.stream().map(UnitLatency::kind).collect(Collectors.toSet()),
                calibration.factors().keySet());
        calibration.factors().values().forEach(f -> assertEquals(1, f));
        double macs = space.units().stream().mapToDouble(u -> u.macs()).sum();
        double ms = units.stream().mapToDouble(UnitLatency::medianMs).sum();
        assertEquals(ms / macs, calibration.msPerMac(), 1e-15);
    }
}

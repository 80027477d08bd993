package dev.sartor.latency.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Precision;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WeightTermTest {
    private static final long PARAMS_PER_MIB = (1 << 20) / 4;

    @Test
    void onlyWeightsBeyondTheCachesCostTime() {
        // WeightTerm: ms per MiB of weights beyond a threshold, the threshold in MiB
        var term = new WeightTerm(0.5, 2);
        assertEquals(0, term.ms(PARAMS_PER_MIB, Precision.FP32));
        assertEquals(0, term.ms(2 * PARAMS_PER_MIB, Precision.FP32));
        assertEquals(1.5, term.ms(5 * PARAMS_PER_MIB, Precision.FP32));
        assertEquals(0, WeightTerm.NONE.ms(Long.MAX_VALUE / 8, Precision.FP32));
        assertEquals(3, WeightTerm.excessMiB(5, 2));
    }

    @Test
    void theTermOfParametersIsTheTermOfTheirBytes() {
        var term = new WeightTerm(0.5, 2);
        assertEquals(2.0 * PARAMS_PER_MIB, term.freeParams(Precision.FP32));
        assertEquals(0.5 / PARAMS_PER_MIB, term.msPerParam(Precision.FP32), 1e-18);
        Network network = NetworkSamples.classifier("cn_r1_k3_s2_c24_nre");
        double mib = network.params() * 4 / (double) (1 << 20);
        assertEquals(mib, WeightTerm.weightMiB(network, Precision.FP32));
        assertEquals(3 * mib, new WeightTerm(3, 0).ms(network, Precision.FP32), 1e-12);
    }

    @Test
    void aTermIsNotNegative() {
        assertEquals(WeightTerm.NONE, new WeightTerm(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new WeightTerm(-0.1, 0));
        assertThrows(IllegalArgumentException.class, () -> new WeightTerm(0, -0.1));
        assertThrows(IllegalArgumentException.class, () -> new WeightTerm(Double.NaN, 0));
    }

    private static LatencyCalibration calibration(double offsetMs, OptionalDouble leftOutError90) {
        // LatencyCalibration: method, ms of an offset and per unit, factors, weight term, deviation of units, errors,
        // ms per MAC, networks
        return new LatencyCalibration(
                "isolated", offsetMs, 0, Map.of(), WeightTerm.NONE, 0, leftOutError90, leftOutError90, 1, List.of());
    }

    @Test
    void theOffsetOfACalibrationIsFiniteAndItsErrorNotNegative() {
        calibration(-1, OptionalDouble.of(0));
        calibration(-1, OptionalDouble.empty());
        assertThrows(IllegalArgumentException.class, () -> calibration(Double.NaN, OptionalDouble.empty()));
        assertThrows(IllegalArgumentException.class, () -> calibration(0, OptionalDouble.of(-0.1)));
    }

    @Test
    void aTableThatWasNotComparedWithNetworksIsNotJudged() {
        assertEquals(Trust.Verdict.NOT_JUDGED, TableQuality.unknown().trust().verdict());
        assertEquals(List.of(), TableQuality.unknown().validations());
    }
}

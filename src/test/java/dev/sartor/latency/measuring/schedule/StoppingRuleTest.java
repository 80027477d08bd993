package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.device.Board;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.network.NetworkSamples;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {
    private static final boolean UNDISTURBED = false;

    private final Measurements measured = new Measurements();
    private final List<Probe> probes = List.of(
            Probe.ofNetwork(NetworkSamples.classifier("cn_r1_k3_s1_c16_nre_skip")),
            Probe.ofNetwork(NetworkSamples.classifier("ds_r1_k3_s1_c16_nr6")));

    /** Measures the first probe in rounds of 2 ms, of which a quarter is 10 % shorter and a quarter 10 % longer. */
    private void measure(int rounds) {
        for (int round = 0; round < rounds; round++) {
            double ms = List.of(1.8, 2.0, 2.0, 2.2).get(round % 4);
            measured.addVisit(Board.ONLY, new Visit(probes.getFirst().key(), new double[] {ms}), round, UNDISTURBED);
        }
    }

    private Set<String> finished(double precision) {
        return StoppingRule.perProbe(probes, precision).finishedProbes(measured);
    }

    @Test
    void aProbeIsFinishedWhenItsMedianIsPrecise() {
        measure(16);
        // half-width of the median's interval: 1.57 * (2.05 - 1.95) / sqrt(16) = 0.0393, or 0.01963 of the median 2
        assertEquals(Set.of(probes.getFirst().key()), finished(0.0197));
        assertEquals(Set.of(), finished(0.0196));
    }

    @Test
    void aProbeIsNotFinishedBeforeTheMinimumOfRounds() {
        measure(MeasurementProtocol.MIN_ROUNDS - 1);
        assertEquals(Set.of(), finished(1));
        measured.addVisit(
                Board.ONLY,
                new Visit(probes.getFirst().key(), new double[] {1}),
                MeasurementProtocol.MIN_ROUNDS,
                UNDISTURBED);
        assertEquals(Set.of(probes.getFirst().key()), finished(1));
    }

    @Test
    void withAPrecisionOfZeroNothingIsFinished() {
        for (int round = 0; round < 30; round++) {
            measured.addVisit(Board.ONLY, new Visit(probes.getFirst().key(), new double[] {1}), round, UNDISTURBED);
        }
        assertEquals(Set.of(), finished(0));
    }
}

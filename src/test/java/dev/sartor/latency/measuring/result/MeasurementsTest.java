package dev.sartor.latency.measuring.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.Board;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private static final double NAN = Double.NaN;
    private static final boolean UNDISTURBED = false;

    private final Measurements measured = new Measurements();

    private void visit(String probe, int round, double... runsMs) {
        measured.addVisit(Board.ONLY, new Visit(probe, runsMs), round, UNDISTURBED);
    }

    private void control(int round, double ms) {
        visit(ControlNetwork.KEY, round, ms);
    }

    @Test
    void theLatencyOfAVisitIsTheMedianOfItsRuns() {
        visit("a", 0, 1, 9, 2);
        visit("a", 2, 4);
        assertArrayEquals(new double[] {2, NAN, 4}, measured.latencyByRoundMs("a"));
        assertArrayEquals(new double[] {NAN, NAN, NAN}, measured.latencyByRoundMs("b"));
        assertEquals(3, measured.roundsUpToLastVisit());
        assertEquals(2, measured.roundCount());
        assertEquals(2, measured.visitCount("a"));
        assertEquals(4, measured.runCount("a"));
        assertEquals(0, measured.visitCount("b") + measured.runCount("b"));
        assertTrue(measured.isVisited("a", 2) && !measured.isVisited("a", 1) && !measured.isVisited("b", 0));
        assertArrayEquals(new double[] {2, 4}, Measurements.withoutNaN(measured.latencyByRoundMs("a")));
    }

    @Test
    void aRoundThatIsVisitedTwiceCountsOnce() {
        visit("a", 0, 1);
        visit("a", 0, 2);
        assertEquals(1, measured.visitCount("a"));
    }

    @Test
    void latenciesAreThoseAtTheUsualSpeedOfTheDevice() {
        for (int round = 0; round < 6; round++) {
            // whole milliseconds would look like a coarse timer
            control(round, round < 3 ? 1.000001 : 2.000002);
            visit("a", round, round < 3 ? 3.000001 : 6.000002);
        }
        double[] ms = measured.latencyByRoundMs("a");
        // the usual speed is that of the median of the control network, 1.5 ms
        assertEquals(4.5, ms[0], 1e-5);
        assertEquals(4.5, ms[5], 1e-5);
        assertEquals(4.5000015, measured.uncorrectedMediansMs().get("a"), 1e-9);
        assertEquals(1.5000015, measured.uncorrectedMediansMs().get(ControlNetwork.KEY), 1e-9);
        assertArrayEquals(
                new double[] {1.000001, 1.000001, 1.000001, 2.000002, 2.000002, 2.000002}, measured.controlMs());
    }

    @Test
    void aTimerThatIsTooCoarseForTheControlNetworkCorrectsNothing() {
        for (int round = 0; round < 20; round++) {
            control(round, round < 10 ? 1 : 2);
            visit("a", round, 3 + round % 2);
        }
        assertArrayEquals(
                new double[] {3, 4, 3, 4}, java.util.Arrays.copyOf(measured.latencyByRoundMs("a"), 4), "steps of 1 ms");
    }

    @Test
    void stepsOfTheTimerThatAreAFewPercentOfTheControlNetworkAreFineEnough() {
        for (int round = 0; round < 20; round++) {
            control(round, round < 10 ? 10 : 20);
            visit("a", round, round < 10 ? 30.4 : 60.8);
        }
        assertEquals(0.4, measured.timerGrain().ms().orElseThrow(), 1e-9);
        // 30.4 ms at the speed of the median of the control network, 15 ms instead of 10
        assertEquals(45.6, measured.latencyByRoundMs("a")[0], 1e-9);
    }

    @Test
    void aRefusedProbeHasNoLatency() {
        visit("a", 0, 1);
        visit("b", 0, 2);
        measured.addRefusal("a", "no memory");
        assertArrayEquals(new double[] {NAN}, measured.latencyByRoundMs("a"));
        assertEquals(Map.of("b", 2.0), measured.uncorrectedMediansMs());
        assertEquals(Map.of("a", "no memory"), measured.refusals());
    }

    @Test
    void aProbeIsDisturbedIfMoreThanHalfOfItsVisitsWere() {
        for (int round = 0; round < 3; round++) {
            measured.addVisit(Board.ONLY, new Visit("mostly", new double[] {1}), round, round > 0);
            measured.addVisit(Board.ONLY, new Visit("rarely", new double[] {1}), round, round > 1);
            if (round > 0) {
                measured.addVisit(Board.ONLY, new Visit("half", new double[] {1}), round, round > 1);
            }
        }
        assertEquals(Set.of("mostly"), measured.disturbedProbes());
    }

    @Test
    void networksWithoutAMeasurementAreLeftOut() {
        Network first = NetworkSamples.classifier("cn_r1_k3_s1_c16_nre_skip");
        Network second = NetworkSamples.classifier("ds_r1_k3_s1_c16_nr6");
        visit(Probe.ofNetwork(second).key(), 0, 5);
        visit(Probe.ofNetwork(second).key(), 1, 7);
        TimedNetworks timed = measured.timedNetworks(List.of(first, second));
        assertEquals(List.of(second), timed.networks());
        assertArrayEquals(new double[] {6}, timed.measuredMs());
        assertFalse(measured.medianMs(Probe.ofNetwork(first)).isPresent());
    }

    @Test
    void theNoiseFloorComparesTwoHalvesOfTheRounds() {
        List<Network> networks = List.of(
                NetworkSamples.classifier("cn_r1_k3_s1_c16_nre_skip"),
                NetworkSamples.classifier("ds_r1_k3_s1_c16_nr6"));
        assertTrue(NoiseFloor.oddAgainstEvenRounds(networks, measured).isEmpty());
        double[] ms = {10, 11, 20, 21};
        for (int round = 0; round < 4; round++) {
            visit(Probe.ofNetwork(networks.get(0)).key(), round, ms[round]);
            visit(Probe.ofNetwork(networks.get(1)).key(), round, 2 * ms[round]);
        }
        // the medians of 11 and 21, and of 10 and 20
        assertEquals(
                16.0 / 15 - 1,
                NoiseFloor.oddAgainstEvenRounds(networks, measured)
                        .orElseThrow()
                        .bias(),
                1e-9);
        // the medians of 20 and 21, and of 10 and 11
        assertEquals(
                20.5 / 10.5 - 1,
                NoiseFloor.laterAgainstEarlierRounds(networks, measured)
                        .orElseThrow()
                        .bias(),
                1e-9);
        assertTrue(NoiseFloor.oddAgainstEvenRounds(networks.subList(0, 1), measured)
                .isEmpty());
    }

    @Test
    void aNetworkThatWasMeasuredInOneHalfOnlyIsNotPartOfTheNoiseFloor() {
        List<Network> networks = List.of(
                NetworkSamples.classifier("cn_r1_k3_s1_c16_nre_skip"),
                NetworkSamples.classifier("ds_r1_k3_s1_c16_nr6"),
                NetworkSamples.classifier("ds_r1_k3_s2_c24_nr6"),
                NetworkSamples.classifier("ds_r1_k5_s2_c24_nr6"));
        for (int round = 0; round < 5; round++) {
            visit(Probe.ofNetwork(networks.get(0)).key(), round, 10 + round);
            if (round != 2) {
                visit(Probe.ofNetwork(networks.get(1)).key(), round, 20 + round);
            }
            visit(Probe.ofNetwork(networks.get(2 + round % 2)).key(), round, 5);
        }
        Agreement noise = NoiseFloor.oddAgainstEvenRounds(networks, measured).orElseThrow();
        assertEquals(2, noise.networks());
        assertEquals(0, noise.bias(), 1e-9, "the medians of odd and even rounds are 12 and 12, 22 and 22");
    }
}

package dev.sartor.latency.measuring.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Precision;
import org.junit.jupiter.api.Test;

class DeviceSpeedTest {
    private final Network network = NetworkSamples.classifier("ds_r1_k3_s1_c16_nr6");
    // DeviceSpeed: MACs per ms, ms to open a model, ms of a visit beyond its runs, medians of visits, precision
    private final DeviceSpeed speed = new DeviceSpeed(1000, 30, 4, new double[] {1, 1, 1}, Precision.FP32);

    @Test
    void aRunTakesTheTimeOfItsMacsAndTwoMicrosecondsForEachLayer() {
        assertEquals(network.macs() / 1000.0 + 0.002 * network.layers().size(), speed.runMs(network), 1e-9);
    }

    @Test
    void openingAModelTakesTheTimeToLoadItAndSixRuns() {
        // 4 bytes for each parameter, of which 2e5 are loaded in a millisecond
        double expected = 30 + 4 * network.params() / 2e5 + 6 * speed.runMs(network);
        assertEquals(expected, speed.openingMs(Probe.ofNetwork(network)), 1e-6 * expected);
    }

    @Test
    void aVisitTakesItsRunsAndItsOverhead() {
        // of a network that takes more than 2 ms: 2 runs to warm up and 3 that are timed
        assertEquals(4 + 5 * speed.runMs(network), speed.visitMs(Probe.ofNetwork(network)), 1e-9);
    }

    @Test
    void theSpeedFollowsFromTheTimesOfTheControlNetwork() {
        FakeDevice device = FakeDevice.noiseless();
        device.visitNanos = 4_000_000;
        DeviceSpeed measured = DeviceSpeed.of(device, device::model, device.ticker());
        Network control = ControlNetwork.network();
        double ms = FakeDevice.trueMs(control);
        double layersMs = 0.002 * control.layers().size();
        int visits = 8;
        assertEquals(visits, measured.visitsMs().length);
        assertEquals(ms, measured.visitsMs()[visits - 1], 1e-5);
        assertEquals(4, measured.overheadMs(), 1e-3);
        double macsPerMs = control.macs() / Math.max(ms / 2, ms - layersMs);
        assertEquals(macsPerMs, measured.macsPerMs(), 1e-6 * macsPerMs);
        assertEquals(2 * (3 * ms + 4), measured.openingMs(), 1e-3, "two steps of three runs to warm up");
    }
}

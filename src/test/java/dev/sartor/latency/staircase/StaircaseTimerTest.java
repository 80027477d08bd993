package dev.sartor.latency.staircase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staircases on a simulated device that computes 16 channels at a time. */
class StaircaseTimerTest {
    private static final MeasurementProtocol PROTOCOL =
            MeasurementProtocol.standard().withRounds(4);
    private static final Pattern CHANNELS = Pattern.compile("chain:.*_c([0-9]+)_.*");

    private final List<ChannelSweep> sweeps = ChannelSweep.of(
            TinyLatencySpace.read(), List.of("cn_k3_nre", "dsa_k5_nre"), 2, new ChannelSweep.Range(4, 64));

    @TempDir
    private Path folder;

    /** 1 ms, and 0.1 ms for each 16 channels of the block. */
    private static double ms(Network network) {
        Matcher block = CHANNELS.matcher(network.name());
        return block.matches() ? 1 + 0.1 * Math.ceilDiv(Integer.parseInt(block.group(1)), 16) : 1;
    }

    private static FakeDevice device() {
        var device = new FakeDevice(0, 1);
        device.slowdownOf = n -> n.name().equals(ControlNetwork.KEY) ? 1 : ms(n) / FakeDevice.trueMs(n);
        return device;
    }

    private DeviceStaircases measure(FakeDevice device, MeasurementProtocol protocol, Optional<Path> log)
            throws InterruptedException {
        return new StaircaseTimer(device, device::model, device.ticker(), MeasurementListener.SILENT)
                .measure("fp32", sweeps, protocol, 1, log);
    }

    @Test
    void theStepsOfTheDeviceAreFound() throws InterruptedException {
        DeviceStaircases measured = measure(device(), PROTOCOL, Optional.empty());
        // StaircaseComparison: space, channels between two points, blocks, staircases of each device
        var comparison = new StaircaseComparison("tiny", 4, sweeps, List.of(measured));
        for (Staircase staircase : measured.staircases()) {
            assertEquals(16, staircase.steps().size());
            for (Staircase.Step step : staircase.steps()) {
                assertEquals(0.1 * Math.ceilDiv(step.channels(), 16), step.ms(), 1e-6, step.toString());
                assertEquals(step.ms(), step.lowMs(), 1e-6);
                assertEquals(step.ms(), step.highMs(), 1e-6);
            }
            assertTrue(staircase.costOffMultiplesOf(16).orElseThrow() > 1.15);
            assertEquals(16, comparison.granularity(staircase).orElseThrow().multiple());
        }
        assertEquals(List.of(8, 16, 32), comparison.multiples());
    }

    @Test
    void channelsThatTheDeviceRefusesAreLeftOut() throws InterruptedException {
        FakeDevice device = device();
        device.refusesToLoad = n -> n.name().contains("dsa") && !n.name().contains("_c48_");
        List<Staircase> staircases = measure(device, PROTOCOL, Optional.empty()).staircases();
        assertEquals(16, staircases.getFirst().steps().size());
        assertEquals(
                List.of(48),
                staircases.getLast().steps().stream()
                        .map(Staircase.Step::channels)
                        .toList());
    }

    @Test
    void aDeviceThatRefusesEveryBlockIsAnErrorWithItsReason() {
        FakeDevice device = device();
        device.refusesToLoad = n -> n.name().startsWith("chain");
        UserError e = assertThrows(UserError.class, () -> measure(device, PROTOCOL, Optional.empty()));
        assertTrue(e.getMessage().startsWith("nothing could be measured: cannot load chain:"), e.getMessage());
    }

    @Test
    void anInterruptedMeasurementContinuesFromItsLog() throws Exception {
        Path log = folder.resolve("page.html.device1.jsonl");
        FakeDevice first = device();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> measure(first, PROTOCOL, Optional.of(log)));
        measure(device(), PROTOCOL, Optional.of(log));
        FakeDevice later = device();
        DeviceStaircases measured = measure(later, PROTOCOL, Optional.of(log));
        assertEquals(0, later.visits);
        assertEquals(0.4, measured.staircases().getFirst().steps().getLast().ms(), 1e-6);
    }
}

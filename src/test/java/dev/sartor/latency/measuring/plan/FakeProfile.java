package dev.sartor.latency.measuring.plan;

import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.Profiler;
import dev.sartor.latency.measuring.method.ChainDifference;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Profiles the tiny space on simulated devices and writes the table {@code fake.csv} in a folder. */
public record FakeProfile(SearchSpace space, Path folder) {

    public static FakeProfile in(Path folder) {
        return new FakeProfile(TinyLatencySpace.read(), folder);
    }

    /** A plan; the seed chooses its networks. */
    public ProfilingPlan plan(MeasurementProtocol protocol, long seed) {
        // ProfilingOptions: method, networks for the calibration, held-out networks, protocol
        var options = new ProfilingOptions(new ChainDifference(), 30, 15, protocol);
        return ProfilingPlan.of(List.of(space), options, seed);
    }

    /** The plan of most tests, of six rounds. */
    public ProfilingPlan plan() {
        return plan(MeasurementProtocol.standard().withRounds(6), 1);
    }

    public static Profiler profiler(FakeDevice device, MeasurementListener listener) {
        return new Profiler(device, device::model, () -> Instant.EPOCH, device.ticker(), listener);
    }

    public LatencyTable profile(FakeDevice device, ProfilingPlan plan) throws InterruptedException {
        return profiler(device, MeasurementListener.SILENT).profile(plan, folder.resolve("fake.csv"));
    }

    /** The cost of a unit in a network on a simulated device. */
    public static double trueCostMs(Unit unit) {
        return FakeDevice.trueMs(unit.network()) - FakeDevice.OVERHEAD_MS;
    }

    public static boolean hasSegment(Network network, String text) {
        return network.segments().stream().anyMatch(s -> s.text().equals(text));
    }
}

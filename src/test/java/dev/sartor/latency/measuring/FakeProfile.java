package dev.sartor.latency.measuring;

import dev.sartor.latency.Discipline;
import dev.sartor.latency.LatencyTable;
import dev.sartor.latency.TinySpace;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.Unit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Profiles of the tiny space on fake devices, as {@code fake.csv} in a folder. */
record FakeProfile(SearchSpace space, Path folder) {

    static FakeProfile in(Path folder) {
        return new FakeProfile(TinySpace.read(), folder);
    }

    ProfilingPlan plan(Discipline discipline, long seed) {
        var options = new ProfilingOptions(new ChainDifference(), 30, 15, discipline);
        return ProfilingPlan.of(List.of(space), options, seed);
    }

    ProfilingPlan plan() {
        return plan(Discipline.standard().withRounds(6), 1);
    }

    static Profiler profiler(FakeDevice device, ProfilingListener listener) {
        return new Profiler(device, device::model, () -> Instant.EPOCH, device.ticker(), listener);
    }

    LatencyTable profile(FakeDevice device, ProfilingPlan plan) throws InterruptedException {
        return profiler(device, ProfilingListener.SILENT).profile(plan, folder.resolve("fake.csv"));
    }

    /** What a unit adds to a network on such a device. */
    static double trueCostMs(Unit unit) {
        return FakeDevice.trueMs(unit.network()) - 0.02;
    }

    static boolean hasSegment(Network network, String text) {
        return network.segments().stream().anyMatch(s -> s.text().equals(text));
    }
}

package dev.sartor.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTimerTest {
    private static final Discipline DISCIPLINE = Discipline.standard().withRounds(8);

    private final SearchSpace space = TinySpace.read();
    private LatencyTable table;

    @TempDir
    private Path folder;

    @BeforeEach
    void profile() throws InterruptedException {
        var device = new FakeDevice(0.01, 1);
        var plan = ProfilingPlan.of(List.of(space), new ProfilingOptions(new ChainDifference(), 30, 10, DISCIPLINE), 1);
        table = new Profiler(device, device::model, () -> Instant.EPOCH, device.ticker(), ProfilingListener.SILENT)
                .profile(plan, folder.resolve("fake.csv"));
    }

    @Test
    void networksAreMeasuredInTheirOrderAndAtTheTablesSpeedToo() throws InterruptedException {
        var slow = new FakeDevice(0.001, 2);
        slow.slowness = _ -> 1.5;
        var networks = RandomNetworks.of(List.of(space), 3);
        List<Network> measured = Stream.generate(networks).limit(3).toList();
        List<WholeLatency> latencies = new NetworkTimer(slow, slow::model, slow.ticker(), ProfilingListener.SILENT)
                .time(measured.stream().map(n -> new NetworkTimer.Model(n, slow.model(n))).toList(), table, DISCIPLINE, 1);
        for (int i = 0; i < 3; i++) {
            double expected = FakeDevice.trueMs(measured.get(i));
            WholeLatency latency = latencies.get(i);
            assertEquals(1.5 * expected, latency.medianMs(), 0.01 * expected);
            assertEquals(expected, latency.atTableSpeedMs(), 0.01 * expected);
            assertTrue(latency.p10Ms() <= latency.medianMs() && latency.medianMs() <= latency.p90Ms());
            assertEquals(latency.p90Ms(), latency.mostP90Ms());
        }
    }
}

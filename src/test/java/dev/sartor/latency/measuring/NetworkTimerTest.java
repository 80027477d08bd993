package dev.sartor.latency.measuring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.method.ChainDifference;
import dev.sartor.latency.measuring.plan.ProfilingOptions;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.TinyLatencySpace;
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
    private static final MeasurementProtocol PROTOCOL =
            MeasurementProtocol.standard().withRounds(8);

    private final SearchSpace space = TinyLatencySpace.read();
    private LatencyTable table;

    @TempDir
    private Path folder;

    @BeforeEach
    void profile() throws InterruptedException {
        // FakeDevice: relative noise, seed
        var device = new FakeDevice(0.01, 1);
        // ProfilingOptions: method, networks for the calibration, held-out networks, protocol
        var plan = ProfilingPlan.of(List.of(space), new ProfilingOptions(new ChainDifference(), 30, 10, PROTOCOL), 1);
        table = new Profiler(device, device::model, () -> Instant.EPOCH, device.ticker(), MeasurementListener.SILENT)
                .profile(plan, folder.resolve("fake.csv"));
    }

    @Test
    void latenciesAreInTheOrderOfTheModelsAndCorrectedToTheTablesSpeed() throws InterruptedException {
        var slow = new FakeDevice(0.001, 2);
        slow.slowdownAt = _ -> 1.5;
        var networks = RandomNetworks.of(List.of(space), 3);
        List<Network> measured = Stream.generate(networks).limit(3).toList();
        List<MeasuredLatency> latencies = new NetworkTimer(slow, slow::model, slow.ticker(), MeasurementListener.SILENT)
                .time(
                        measured.stream()
                                .map(n -> NetworkTimer.Model.of(n, slow.model(n)))
                                .toList(),
                        table,
                        PROTOCOL,
                        1);
        for (int i = 0; i < 3; i++) {
            double expected = FakeDevice.trueMs(measured.get(i));
            MeasuredLatency latency = latencies.get(i);
            assertEquals(1.5 * expected, latency.medianMs(), 0.01 * expected);
            assertEquals(expected, latency.atTableSpeedMs(), 0.01 * expected);
            assertTrue(latency.p10Ms() <= latency.medianMs() && latency.medianMs() <= latency.p90Ms());
            assertEquals(latency.p90Ms(), latency.worstP90Ms());
        }
    }

    private List<MeasuredLatency> time(FakeDevice device, List<Network> networks, SearchSpace of)
            throws InterruptedException {
        return new NetworkTimer(device, device::model, device.ticker(), MeasurementListener.SILENT)
                .time(
                        networks.stream()
                                .map(n -> NetworkTimer.Model.of(n, device.model(n)))
                                .toList(),
                        table,
                        of,
                        PROTOCOL,
                        1);
    }

    @Test
    void theSpeedIsMeasuredWithNetworksOfTheTableRatherThanTheControl() throws InterruptedException {
        var device = new FakeDevice(0.001, 2);
        device.slowdownOf = network -> network.name().equals(ControlNetwork.KEY) ? 0.97 : 1.02;
        List<Network> networks =
                Stream.generate(RandomNetworks.of(List.of(space), 3)).limit(6).toList();
        List<MeasuredLatency> latencies = time(device, networks, space);
        assertEquals(6, latencies.size());
        for (int i = 0; i < 6; i++) {
            assertEquals(1.02, latencies.get(i).slowdownSinceTable(), 0.01);
            assertEquals(
                    FakeDevice.trueMs(networks.get(i)),
                    latencies.get(i).atTableSpeedMs(),
                    0.01 * latencies.get(i).medianMs());
        }
    }

    @Test
    void aNetworkThatIsAlsoAReferenceNetworkIsMeasuredWithItsOwnModel() throws InterruptedException {
        Network own =
                ReferenceNetworks.of(table.certificate(), space).networks().getFirst();
        MeasuredLatency latency =
                time(new FakeDevice(0.001, 2), List.of(own), space).getFirst();
        assertEquals(FakeDevice.trueMs(own), latency.medianMs(), 0.01 * latency.medianMs());
    }

    @Test
    void forADifferentSpaceTheSpeedIsMeasuredWithTheControl() throws InterruptedException {
        var device = new FakeDevice(0.001, 2);
        device.slowdownOf = network -> network.name().equals(ControlNetwork.KEY) ? 1.1 : 1;
        SearchSpace other = space.withClasses(100);
        List<Network> networks =
                Stream.generate(RandomNetworks.of(List.of(other), 3)).limit(2).toList();
        assertEquals(1.1, time(device, networks, other).getFirst().slowdownSinceTable(), 0.01);
    }

    @Test
    void aGivenFileIsMeasuredAndWithoutATableNothingIsCorrected() throws InterruptedException {
        var device = new FakeDevice(0, 2);
        List<Network> two =
                Stream.generate(RandomNetworks.of(List.of(space), 3)).limit(2).toList();
        // the file of another network, by which the test sees that it is used
        var models = List.of(
                NetworkTimer.Model.of(two.getFirst(), device.model(two.getLast())),
                NetworkTimer.Model.untrained(two.getFirst()));
        List<MeasuredLatency> given = new NetworkTimer(
                        device, device::model, device.ticker(), MeasurementListener.SILENT)
                .time(models.subList(0, 1), PROTOCOL, 1);
        assertEquals(FakeDevice.trueMs(two.getLast()), given.getFirst().medianMs(), 1e-5);
        assertEquals(1, given.getFirst().slowdownSinceTable());
        List<MeasuredLatency> untrained = new NetworkTimer(
                        device, device::model, device.ticker(), MeasurementListener.SILENT)
                .time(models.subList(1, 2), PROTOCOL, 1);
        assertEquals(FakeDevice.trueMs(two.getFirst()), untrained.getFirst().medianMs(), 1e-5);
    }
}

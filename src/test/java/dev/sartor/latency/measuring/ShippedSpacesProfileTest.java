package dev.sartor.latency.measuring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.certificate.Validation;
import dev.sartor.latency.measuring.method.ChainDifference;
import dev.sartor.latency.measuring.plan.ProfilingOptions;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles shipped spaces, which have blocks of all kinds, on a simulated device with additive latencies of layers. */
class ShippedSpacesProfileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"small-32", "mobilenet-v3-like", "mobiledets-like", "nas-bench-macro"})
    void theTableOfASpacePredictsItsNetworks(String name) throws InterruptedException {
        var space = SpaceFile.find(name);
        // FakeDevice: relative noise, seed
        var device = new FakeDevice(0.01, 1);
        // ProfilingOptions: method, networks for the calibration, held-out networks, protocol
        var options = new ProfilingOptions(
                new ChainDifference(), 24, 12, MeasurementProtocol.standard().withRounds(3));
        LatencyTable table = new Profiler(
                        device, device::model, () -> Instant.EPOCH, device.ticker(), MeasurementListener.SILENT)
                .profile(ProfilingPlan.of(List.of(space), options, 1), folder.resolve("fake.csv"));
        assertTrue(space.units().stream().allMatch(u -> table.unit(u.key()).isPresent()));
        Agreement heldOut = table.certificate().heldOutQuality().orElseThrow().prediction();
        assertTrue(heldOut.mape() < 0.02, heldOut.toString());
        var again = new FakeDevice(0.01, 2);
        Validation later = new Validator(again, again::model, again.ticker(), MeasurementListener.SILENT)
                .validate(
                        table,
                        folder.resolve("fake.csv"),
                        space,
                        12,
                        MeasurementProtocol.standard().withRounds(3),
                        9,
                        _ -> {});
        assertEquals(1, later.measured().prediction().within5(), later.toString());
    }
}

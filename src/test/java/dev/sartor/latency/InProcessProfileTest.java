package dev.sartor.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceSpec;
import dev.sartor.device.Devices;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real models on this machine; no figure is asserted that another process on it could spoil. */
class InProcessProfileTest {
    @TempDir
    Path folder;

    @Test
    void everyUnitOfASpaceRunsAndTheTableComparesWithMacs() throws InterruptedException {
        SearchSpace space = TinySpace.read();
        var options = new ProfilingOptions(new ChainDifference(), 24, 12, Discipline.standard().withRounds(4));
        try (Device device = Devices.open(DeviceSpec.cpu())) {
            LatencyTable table = new Profiler(device, Instant::now, System::nanoTime, ProfilingListener.SILENT)
                    .profile(ProfilingPlan.of(List.of(space), options, 1), folder.resolve("mine.csv"));
            assertEquals(space.units().size(), table.units().size());
            assertTrue(table.certificate().refused().isEmpty(), table.certificate().refused().toString());
            Judgement judgement = table.certificate().heldOut().orElseThrow();
            assertTrue(judgement.prediction().mape() < 0.3, judgement.prediction().toString());
            assertTrue(LatencyTables.sameKind(table.certificate().device(), device.description()));
        }
    }
}

package dev.sartor.latency.measuring.schedule;

import static dev.sartor.latency.measuring.plan.FakeProfile.hasSegment;
import static dev.sartor.latency.measuring.plan.FakeProfile.profiler;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.measuring.plan.FakeProfile;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.table.LatencyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiling on devices that refuse models, fail or return useless times. */
class ProfilerFaultsTest {
    @TempDir
    private Path folder;

    private FakeProfile fake;

    @BeforeEach
    void fake() {
        fake = FakeProfile.in(folder);
    }

    @Test
    void aUnitThatTheDeviceRefusesIsExcludedAndListed() throws InterruptedException {
        // FakeDevice: relative noise, seed
        var device = new FakeDevice(0.01, 1);
        String kernel5 = "dsa_r1_k5_s2_c16_nre";
        String kernel3 = "dsa_r1_k3_s2_c16_nre";
        device.refusesToLoad = n -> hasSegment(n, kernel5);
        device.refusesToRun = n -> hasSegment(n, kernel3);
        LatencyTable table = fake.profile(device, fake.plan());
        var refused = table.certificate().refused();
        assertEquals(2, refused.size(), refused.toString());
        refused.keySet().forEach(key -> assertTrue(table.unit(key).isEmpty(), key));
        assertTrue(refused.values().stream().anyMatch(r -> r.startsWith("cannot load")));
        assertTrue(refused.values().stream().anyMatch(r -> r.startsWith("cannot run")));
        assertEquals(fake.plan().allUnits().size() - 2, table.units().size());
        UserError e = assertThrows(UserError.class, () -> new LatencyPredictor(table).requireUnits(fake.space()));
        assertTrue(e.getMessage().contains("lacks 2 of " + fake.space().units().size()), e.getMessage());
        assertTrue(e.getMessage().contains("the device refused dsa_r1_k"), e.getMessage());
        assertTrue(e.fix().startsWith("the device cannot run them: leave them out of the space"), e.fix());
        assertEquals(0, device.openSessions);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void aUnitThatRanBeforeIsRefusedOnlyAfterSeveralFailures(int failures) throws InterruptedException {
        var device = FakeDevice.noiseless();
        String kernel5 = "dsa_r1_k5_s2_c16_nre";
        var left = new AtomicInteger(failures);
        device.refusesToRun = n ->
                device.visits > 250 && n.segments().size() == 1 && hasSegment(n, kernel5) && left.getAndDecrement() > 0;
        LatencyTable table = fake.profile(device, fake.plan());
        assertTrue(left.get() < failures, "the fault occurred");
        assertEquals(
                failures == 1 ? 0 : 1,
                table.certificate().refused().size(),
                table.certificate().refused().toString());
        assertEquals(
                fake.plan().allUnits().size(),
                table.units().size() + table.certificate().refused().size());
    }

    @Test
    void ifTheDeviceRefusesAllUnitsNoTableIsWritten() {
        var device = FakeDevice.noiseless();
        device.refusesToLoad = n -> !n.name().equals("control");
        UserError e = assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        assertTrue(
                e.getMessage()
                        .contains("measured none of " + fake.plan().allUnits().size() + " units; the device refused"),
                e.getMessage());
        assertFalse(Files.exists(folder.resolve("fake.csv")));
    }

    @Test
    void aDeviceThatCannotRunTheControlIsReportedByTheEstimate() {
        var device = FakeDevice.noiseless();
        device.runsUntilFailure = 20;
        UserError e = assertThrows(
                UserError.class,
                () -> profiler(device, MeasurementListener.SILENT).estimate(fake.plan()));
        assertEquals("the device does not run a small model: cannot run control", e.getMessage());
        assertEquals(UserError.ExitCode.FAILED, e.exitCode());
        assertEquals(0, device.openSessions);
    }

    private UserError refused(FakeDevice device) {
        UserError e = assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        assertEquals(UserError.ExitCode.FAILED, e.exitCode());
        assertEquals(List.of(), List.of(folder.toFile().list()), "neither a table nor a log");
        return e;
    }

    @Test
    void aDeviceThatTakesTheSameTimeForAllModelsIsRefused() {
        var device = FakeDevice.noiseless();
        device.slowdownOf = n -> 5 / FakeDevice.trueMs(n);
        assertTrue(refused(device).getMessage().contains("models take 5.0 ms"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aDeviceWhoseTimesAreNoiseIsRefused(long seed) {
        var device = new FakeDevice(0.1, seed);
        device.slowdownOf = n -> 5 / FakeDevice.trueMs(n);
        device.sessionNoise = 0.05;
        String message = refused(device).getMessage();
        assertTrue(message.startsWith("the times do not depend on the model: their rank correlation"), message);
    }

    @Test
    void aTimerThatIsCoarserThanTheDifferencesIsRefusedAndItsStepIsNamed() {
        var device = FakeDevice.noiseless();
        double maxMs = fake.plan().probes().stream()
                .mapToDouble(p -> FakeDevice.trueMs(p.network()))
                .max()
                .orElseThrow();
        device.timerStepMs = Math.rint(600 * maxMs) / 1000;
        String message = refused(device).getMessage();
        assertTrue(message.contains("it counts steps of " + device.timerStepMs + " ms"), message);
    }

    @Test
    void aFullDiskIsAUserError() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "this system has no /dev/full");
        Files.createSymbolicLink(folder.resolve("fake.measurements.jsonl"), Path.of("/dev/full"));
        var device = FakeDevice.noiseless();
        UserError e = assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        assertTrue(e.getMessage().contains("fake.measurements.jsonl"), e.getMessage());
        assertEquals(UserError.ExitCode.FAILED, e.exitCode());
        assertEquals(0, device.openSessions);
    }

    @Test
    void aFileNameWithoutTheEndingCsvIsRefusedBeforeMeasuring() {
        assertThrows(
                UserError.class,
                () -> profiler(FakeDevice.noiseless(), MeasurementListener.SILENT)
                        .profile(fake.plan(), folder.resolve("table.txt")));
    }

    @Test
    void aMissingFolderIsRefusedBeforeMeasuring() {
        var device = FakeDevice.noiseless();
        assertThrows(
                UserError.class,
                () -> profiler(device, MeasurementListener.SILENT)
                        .profile(fake.plan(), folder.resolve("none").resolve("table.csv")));
        assertEquals(0, device.peakOpenSessions);
    }
}

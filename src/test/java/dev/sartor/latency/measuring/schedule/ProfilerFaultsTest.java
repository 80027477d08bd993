package dev.sartor.latency.measuring.schedule;

import static dev.sartor.latency.measuring.plan.FakeProfile.hasSegment;
import static dev.sartor.latency.measuring.plan.FakeProfile.profiler;
import static dev.sartor.latency.measuring.plan.FakeProfile.trueCostMs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.TimeRange;
import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.plan.FakeProfile;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.space.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiling on devices that refuse models, fail or return wrong times, and from logs of interrupted measurements. */
class ProfilerFaultsTest {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    @TempDir
    private Path folder;

    private FakeProfile fake;

    @BeforeEach
    void fake() {
        fake = FakeProfile.in(folder);
    }

    @Test
    void aUnitThatTheDeviceRefusesIsExcludedAndListed() throws InterruptedException {
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
        assertEquals(fake.space().units().size() - 2, table.units().size());
        UserError e = assertThrows(UserError.class, () -> new LatencyPredictor(table).requireUnits(fake.space()));
        assertTrue(e.getMessage().contains("lacks 2 of " + fake.space().units().size()), e.getMessage());
        assertTrue(e.getMessage().contains("the device refused dsa_r1_k"), e.getMessage());
        assertTrue(e.fix().startsWith("the device cannot run them: leave them out of the space"), e.fix());
        assertEquals(0, device.openSessions);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void aUnitThatRanBeforeIsRefusedOnlyAfterSeveralFailures(int failures) throws InterruptedException {
        var device = new FakeDevice(0, 1);
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
                fake.space().units().size(),
                table.units().size() + table.certificate().refused().size());
    }

    @Test
    void ifTheDeviceRefusesAllUnitsNoTableIsWritten() {
        var device = new FakeDevice(0, 1);
        device.refusesToLoad = n -> !n.name().equals("control");
        UserError e = assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        assertTrue(e.getMessage().contains("measured none of 32 units; the device refused"), e.getMessage());
        assertFalse(Files.exists(folder.resolve("fake.csv")));
    }

    @Test
    void jumpsOfTheClockDoNotChangeTheTable() throws InterruptedException {
        var device = new FakeDevice(0.005, 1);
        device.clockJumps = true;
        LatencyTable table =
                fake.profile(device, fake.plan(MeasurementProtocol.standard().withRounds(10), 1));
        assertTrue(
                table.certificate().heldOutQuality().orElseThrow().prediction().mape() < 0.02);
    }

    @Test
    void aClockSetBackByAnHourDoesNotChangeTheDuration() throws InterruptedException {
        LatencyTable steady = fake.profile(new FakeDevice(0.01, 1), fake.plan());
        var device = new FakeDevice(0.01, 1);
        device.clock = nanos -> device.visits < 40 ? nanos : nanos - HOUR_NANOS;
        LatencyTable table = fake.profile(device, fake.plan());
        assertEquals(List.copyOf(steady.units()), List.copyOf(table.units()));
        assertEquals(
                steady.certificate().result().seconds(),
                table.certificate().result().seconds(),
                0.1);
    }

    @Test
    void aMeasurementEndedByAClockSetForwardContinuesWithMoreTime() throws InterruptedException {
        LatencyTable steady = fake.profile(new FakeDevice(0, 1), fake.plan());
        var device = new FakeDevice(0, 1);
        device.clock = nanos -> device.visits < 40 ? nanos : nanos + HOUR_NANOS;
        LatencyTable incomplete = fake.profile(device, fake.plan());
        assertFalse(incomplete.certificate().gaps().missing().isEmpty());
        LatencyTable complete = fake.profile(
                new FakeDevice(0, 1),
                fake.plan(MeasurementProtocol.standard().withRounds(6).withBudget(Duration.ofHours(2)), 1));
        assertEquals(List.copyOf(steady.units()), List.copyOf(complete.units()));
    }

    @Test
    void aClockThatStandsStillIsReportedByTheEstimate() {
        var device = new FakeDevice(0, 1);
        device.slowdownAt = _ -> 0;
        UserError e = assertThrows(
                UserError.class,
                () -> profiler(device, MeasurementListener.SILENT).estimate(fake.plan()));
        assertTrue(e.getMessage().endsWith("its clock stands still or runs backwards"), e.getMessage());
    }

    @Test
    void anInterruptedMeasurementContinuesAndGivesTheSameTable() throws Exception {
        LatencyTable whole = fake.profile(new FakeDevice(0, 1), fake.plan());
        Files.delete(folder.resolve("fake.csv"));
        Files.delete(folder.resolve("fake.json"));
        var device = new FakeDevice(0, 1);
        for (int kills = 1; kills <= 2; kills++) {
            long visits = kills * 100L;
            var listener = new MeasurementListener() {
                @Override
                public void onMeasured(
                        int round, int rounds, long done, long all, double seconds, TimeRange remaining) {
                    if (done >= visits) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            assertThrows(
                    InterruptedException.class,
                    () -> profiler(device, listener).profile(fake.plan(), folder.resolve("fake.csv")));
            assertFalse(Files.exists(folder.resolve("fake.csv")));
            assertEquals(0, device.openSessions);
        }
        LatencyTable resumed = fake.profile(device, fake.plan());
        assertEquals(List.copyOf(whole.units()), List.copyOf(resumed.units()));
        assertEquals(whole.certificate().calibration(), resumed.certificate().calibration());
    }

    @Test
    void aProbeThatFailsDuringAnInterruptIsNotRefused() throws Exception {
        LatencyTable whole = fake.profile(new FakeDevice(0, 1), fake.plan());
        Files.delete(folder.resolve("fake.csv"));
        var stopped = new FakeDevice(0, 1);
        stopped.refusesToLoad = network -> {
            boolean interrupted = stopped.openSessions == 20;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return interrupted;
        };
        assertThrows(InterruptedException.class, () -> fake.profile(stopped, fake.plan()));
        LatencyTable resumed = fake.profile(new FakeDevice(0, 1), fake.plan());
        assertEquals(List.copyOf(whole.units()), List.copyOf(resumed.units()));
        assertEquals(Map.of(), resumed.certificate().refused());
    }

    @Test
    void noVisitIsLostIfTheDeviceFailsWhileProfiling() throws Exception {
        LatencyTable whole = fake.profile(new FakeDevice(0, 1), fake.plan());
        Files.delete(folder.resolve("fake.csv"));
        var device = new FakeDevice(0, 1);
        device.runsUntilFailure = 3_000;
        UserError e = assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        assertTrue(e.getMessage().startsWith("the device stopped working"), e.getMessage());
        assertTrue(e.getMessage().contains("cannot run"), e.getMessage());
        assertEquals(
                device.visits,
                visitsIn(folder.resolve("fake.measurements.jsonl")),
                "including those of the last second");
        LatencyTable resumed = fake.profile(new FakeDevice(0, 2), fake.plan());
        assertEquals(List.copyOf(whole.units()), List.copyOf(resumed.units()));
    }

    private static int visitsIn(Path log) throws IOException {
        return Files.readString(log).split("\"probe\"", -1).length - 1;
    }

    @Test
    void aDeviceThatCannotRunTheControlIsReportedByTheEstimate() {
        var device = new FakeDevice(0, 1);
        device.runsUntilFailure = 20;
        UserError e = assertThrows(
                UserError.class,
                () -> profiler(device, MeasurementListener.SILENT).estimate(fake.plan()));
        assertEquals("the device does not run a small model: cannot run control", e.getMessage());
        assertEquals(UserError.ExitCode.FAILED, e.exitCode());
        assertEquals(0, device.openSessions);
    }

    @Test
    void aLogTruncatedWithinALineIsContinued() throws Exception {
        var device = new FakeDevice(0, 1);
        device.runsUntilFailure = 3_000;
        assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        Path log = folder.resolve("fake.measurements.jsonl");
        String text = Files.readString(log);
        Files.writeString(log, text.substring(0, text.length() - 10));
        assertEquals(
                fake.space().units().size(),
                fake.profile(new FakeDevice(0, 1), fake.plan()).units().size());
    }

    @Test
    void theLogOfADifferentMeasurementIsRefused() throws Exception {
        var device = new FakeDevice(0, 1);
        device.runsUntilFailure = 3_000;
        assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        UserError e = assertThrows(
                UserError.class,
                () -> fake.profile(
                        new FakeDevice(0, 1),
                        fake.plan(MeasurementProtocol.standard().withRounds(6), 2)));
        assertTrue(e.getMessage().contains("interrupted measurement of something else"), e.getMessage());
    }

    @Test
    void measurementsWithADifferentSystemKernelAreDiscardedAndRepeated() throws Exception {
        var device = new FakeDevice(0, 1);
        device.runsUntilFailure = 3_000;
        assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        var updated = new FakeDevice(0, 1);
        updated.kernel = "none.1";
        updated.slowdownAt = _ -> 2;
        List<String> changes = new ArrayList<>();
        var listener = new MeasurementListener() {
            @Override
            public void onRestart(String change) {
                changes.add(change);
            }
        };
        LatencyTable table = profiler(updated, listener).profile(fake.plan(), folder.resolve("fake.csv"));
        assertEquals(List.of("was fake 1 (1), none, kernel none, {}, is fake 1 (1), none, kernel none.1, {}"), changes);
        Unit unit = fake.space().units().getFirst();
        assertEquals(
                2 * trueCostMs(unit),
                table.unit(unit.key()).orElseThrow().medianMs(),
                1e-6,
                "no row was measured with the earlier kernel");
    }

    @Test
    void theErrorForADamagedLogNamesItsLine() throws IOException {
        var device = new FakeDevice(0, 1);
        device.runsUntilFailure = 3_000;
        assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        Path log = folder.resolve("fake.measurements.jsonl");
        Files.writeString(log, Files.readString(log).replaceFirst("\"round\":0", "\"round\":zero"));
        UserError e = assertThrows(UserError.class, () -> fake.profile(new FakeDevice(0, 1), fake.plan()));
        assertTrue(e.where().endsWith("fake.measurements.jsonl:2"), e.where());
    }

    @Test
    void aFullDiskIsAUserError() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "this system has no /dev/full");
        Files.createSymbolicLink(folder.resolve("fake.measurements.jsonl"), Path.of("/dev/full"));
        var device = new FakeDevice(0, 1);
        UserError e = assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        assertTrue(e.getMessage().contains("fake.measurements.jsonl"), e.getMessage());
        assertEquals(UserError.ExitCode.FAILED, e.exitCode());
        assertEquals(0, device.openSessions);
    }

    @Test
    void aFileNameWithoutTheEndingCsvIsRefusedBeforeMeasuring() {
        assertThrows(
                UserError.class,
                () -> profiler(new FakeDevice(0, 1), MeasurementListener.SILENT)
                        .profile(fake.plan(), folder.resolve("table.txt")));
    }

    @Test
    void aMissingFolderIsRefusedBeforeMeasuring() {
        var device = new FakeDevice(0, 1);
        assertThrows(
                UserError.class,
                () -> profiler(device, MeasurementListener.SILENT)
                        .profile(fake.plan(), folder.resolve("none").resolve("table.csv")));
        assertEquals(0, device.peakOpenSessions);
    }
}

package dev.sartor.latency.measuring.schedule;

import static dev.sartor.latency.measuring.plan.FakeProfile.profiler;
import static dev.sartor.latency.measuring.plan.FakeProfile.trueCostMs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.TimeRange;
import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.plan.FakeProfile;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.space.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiling that is interrupted, and that continues from the log of an interrupted one. */
class InterruptedProfileTest {
    @TempDir
    private Path folder;

    private FakeProfile fake;
    private Path log;

    @BeforeEach
    void fake() {
        fake = FakeProfile.in(folder);
        log = folder.resolve("fake.measurements.jsonl");
    }

    private void profileUntilTheDeviceFails() {
        var device = FakeDevice.noiseless();
        device.runsUntilFailure = 3_000;
        assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
    }

    @Test
    void anInterruptedMeasurementContinuesAndGivesTheSameTable() throws Exception {
        LatencyTable whole = fake.profile(FakeDevice.noiseless(), fake.plan());
        Files.delete(folder.resolve("fake.csv"));
        Files.delete(folder.resolve("fake.json"));
        var device = FakeDevice.noiseless();
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
        LatencyTable whole = fake.profile(FakeDevice.noiseless(), fake.plan());
        Files.delete(folder.resolve("fake.csv"));
        var stopped = FakeDevice.noiseless();
        stopped.refusesToLoad = network -> {
            boolean interrupted = stopped.openSessions == 20;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return interrupted;
        };
        assertThrows(InterruptedException.class, () -> fake.profile(stopped, fake.plan()));
        LatencyTable resumed = fake.profile(FakeDevice.noiseless(), fake.plan());
        assertEquals(List.copyOf(whole.units()), List.copyOf(resumed.units()));
        assertEquals(Map.of(), resumed.certificate().refused());
    }

    @Test
    void noVisitIsLostIfTheDeviceFailsWhileProfiling() throws Exception {
        LatencyTable whole = fake.profile(FakeDevice.noiseless(), fake.plan());
        Files.delete(folder.resolve("fake.csv"));
        var device = FakeDevice.noiseless();
        device.runsUntilFailure = 3_000;
        UserError e = assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        assertTrue(e.getMessage().startsWith("the device stopped working"), e.getMessage());
        assertTrue(e.getMessage().contains("cannot run"), e.getMessage());
        assertEquals(device.visits, visitsIn(log), "including those of the last second");
        // FakeDevice: relative noise, seed
        LatencyTable resumed = fake.profile(new FakeDevice(0, 2), fake.plan());
        assertEquals(List.copyOf(whole.units()), List.copyOf(resumed.units()));
    }

    private static int visitsIn(Path log) throws IOException {
        return Files.readString(log).split("\"probe\"", -1).length - 1;
    }

    @Test
    void aLogTruncatedWithinALineIsContinued() throws Exception {
        profileUntilTheDeviceFails();
        String text = Files.readString(log);
        Files.writeString(log, text.substring(0, text.length() - 10));
        assertEquals(
                fake.plan().allUnits().size(),
                fake.profile(FakeDevice.noiseless(), fake.plan()).units().size());
    }

    @Test
    void theLogOfADifferentMeasurementIsRefused() throws Exception {
        profileUntilTheDeviceFails();
        UserError e = assertThrows(
                UserError.class,
                () -> fake.profile(
                        FakeDevice.noiseless(),
                        fake.plan(MeasurementProtocol.standard().withRounds(6), 2)));
        assertTrue(e.getMessage().contains("interrupted measurement of something else"), e.getMessage());
    }

    @Test
    void measurementsWithADifferentSystemKernelAreDiscardedAndRepeated() throws Exception {
        profileUntilTheDeviceFails();
        var updated = FakeDevice.noiseless();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"round\":-1,\"visits\":[],\"refused\":{},\"seconds\":0,\"disturbed\":false}",
                "{\"round\":2147483646,\"visits\":[],\"refused\":{},\"seconds\":0,\"disturbed\":false}",
                "{\"round\":0,\"visits\":[],\"refused\":{},\"seconds\":-5,\"disturbed\":false}",
                "{\"round\":0,\"visits\":[null],\"refused\":{},\"seconds\":0,\"disturbed\":false}",
                "{\"round\":0,\"visits\":[{\"probe\":\"a\",\"runsMs\":[-1]}],\"refused\":{},\"seconds\":0,\"disturbed\":false}",
                "{\"round\":0,\"visits\":[{\"probe\":\"a\",\"runsMs\":[]}],\"refused\":{},\"seconds\":0,\"disturbed\":false}"
            })
    void aLineThatIsNoVisitIsNamed(String line) throws IOException {
        profileUntilTheDeviceFails();
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        lines.set(1, line);
        Files.write(log, lines);
        UserError e = assertThrows(UserError.class, () -> fake.profile(FakeDevice.noiseless(), fake.plan()));
        assertTrue(e.where().endsWith("fake.measurements.jsonl:2"), e.text());
    }

    @Test
    void theErrorForADamagedLogNamesItsLine() throws IOException {
        profileUntilTheDeviceFails();
        Files.writeString(log, Files.readString(log).replaceFirst("\"round\":0", "\"round\":zero"));
        UserError e = assertThrows(UserError.class, () -> fake.profile(FakeDevice.noiseless(), fake.plan()));
        assertTrue(e.where().endsWith("fake.measurements.jsonl:2"), e.where());
    }
}

package dev.sartor.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.arch.UserError;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerTest {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private final SearchSpace space = TinySpace.read();

    @TempDir
    Path folder;

    private ProfilingPlan plan(Discipline discipline, long seed) {
        var options = new ProfilingOptions(new ChainDifference(), 30, 15, discipline);
        return ProfilingPlan.of(List.of(space), options, seed);
    }

    private ProfilingPlan plan() {
        return plan(Discipline.standard().withRounds(6), 1);
    }

    private static Profiler profiler(FakeDevice device, ProfilingListener listener) {
        return new Profiler(device, device::model, () -> Instant.EPOCH, device.ticker(), listener);
    }

    private LatencyTable profile(FakeDevice device, ProfilingPlan plan) throws InterruptedException {
        return profiler(device, ProfilingListener.SILENT).profile(plan, folder.resolve("fake.csv"));
    }

    private static double trueCostMs(Unit unit) {
        return FakeDevice.trueMs(unit.network()) - 0.02;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void costsThatAddUpAreRecovered(long seed) throws InterruptedException {
        LatencyTable table = profile(new FakeDevice(0.02, seed), plan(Discipline.standard().withRounds(10), seed));
        assertEquals(space.units().size(), table.units().size());
        for (Unit unit : space.units()) {
            double expected = trueCostMs(unit);
            // differences of two noisy latencies: allow for the noise of the carrier
            assertEquals(expected, table.unit(unit.key()).orElseThrow().medianMs(), 0.02 * expected + 0.002, unit.key());
        }
        Judgement heldOut = table.certificate().heldOut().orElseThrow();
        assertTrue(heldOut.prediction().mape() < 0.01, heldOut.prediction().toString());
        assertTrue(table.certificate().noise().orElseThrow().mape() < 0.02);
    }

    @Test
    void theSameTableIsReadBack() throws InterruptedException {
        LatencyTable written = profile(new FakeDevice(0.01, 1), plan());
        LatencyTable read = LatencyTable.read(folder.resolve("fake.csv"));
        assertEquals(List.copyOf(written.units()), List.copyOf(read.units()));
        assertEquals(written.certificate(), read.certificate());
        assertEquals(List.of("fake.csv", "fake.json"), List.of(folder.toFile().list()).stream().sorted().toList());
    }

    @Test
    void aUnitThatTheDeviceRefusesIsExcludedAndListed() throws InterruptedException {
        var device = new FakeDevice(0.01, 1);
        String kernel5 = "dsa_r1_k5_s2_c16_nre";
        String kernel3 = "dsa_r1_k3_s2_c16_nre";
        device.refusesToLoad = n -> hasSegment(n, kernel5);
        device.refusesToRun = n -> hasSegment(n, kernel3);
        LatencyTable table = profile(device, plan());
        var refused = table.certificate().refused();
        assertEquals(2, refused.size(), refused.toString());
        refused.keySet().forEach(key -> assertTrue(table.unit(key).isEmpty(), key));
        assertTrue(refused.values().stream().anyMatch(r -> r.startsWith("cannot load")));
        assertTrue(refused.values().stream().anyMatch(r -> r.startsWith("cannot run")));
        assertEquals(space.units().size() - 2, table.units().size());
        UserError e = assertThrows(UserError.class,
                () -> table.requireUnits(space.units().stream().map(Unit::key).toList(), space.name()));
        assertTrue(e.getMessage().contains("lacks 2 of " + space.units().size()), e.getMessage());
        assertTrue(e.getMessage().contains("the device refused dsa_r1_k"), e.getMessage());
        assertTrue(e.remedy().startsWith("the device cannot run them: leave them out of the space"), e.remedy());
        assertEquals(0, device.openSessions);
    }

    private static boolean hasSegment(Network network, String text) {
        return network.segments().stream().anyMatch(s -> s.text().equals(text));
    }

    @Test
    void aDeviceThatRefusesEverythingGivesNoTable() {
        var device = new FakeDevice(0, 1);
        device.refusesToLoad = n -> !n.name().equals("control");
        UserError e = assertThrows(UserError.class, () -> profile(device, plan()));
        assertTrue(e.getMessage().contains("measured none of 32 units; the device refused"), e.getMessage());
        assertFalse(Files.exists(folder.resolve("fake.csv")));
    }

    @Test
    void aClockThatJumpsSpoilsNothing() throws InterruptedException {
        var device = new FakeDevice(0.005, 1);
        device.clockJumps = true;
        LatencyTable table = profile(device, plan(Discipline.standard().withRounds(10), 1));
        assertTrue(table.certificate().heldOut().orElseThrow().prediction().mape() < 0.02);
    }

    @Test
    void aClockSetBackByAnHourCostsNoTime() throws InterruptedException {
        LatencyTable steady = profile(new FakeDevice(0.01, 1), plan());
        var device = new FakeDevice(0.01, 1);
        device.clock = nanos -> device.visits < 40 ? nanos : nanos - HOUR_NANOS;
        LatencyTable table = profile(device, plan());
        assertEquals(List.copyOf(steady.units()), List.copyOf(table.units()));
        assertEquals(steady.certificate().seconds(), table.certificate().seconds(), 0.1);
    }

    @Test
    void aClockSetForwardByAnHourEndsTheMeasurementWhichMoreTimeLetsGoOn() throws InterruptedException {
        LatencyTable steady = profile(new FakeDevice(0, 1), plan());
        var device = new FakeDevice(0, 1);
        device.clock = nanos -> device.visits < 40 ? nanos : nanos + HOUR_NANOS;
        LatencyTable some = profile(device, plan());
        assertFalse(some.certificate().missing().isEmpty());
        LatencyTable all = profile(new FakeDevice(0, 1), plan(Discipline.standard().withRounds(6).withBudget(Duration.ofHours(2)), 1));
        assertEquals(List.copyOf(steady.units()), List.copyOf(all.units()));
    }

    @Test
    void aClockThatStandsStillIsSaidBeforeAnythingIsMeasured() {
        var device = new FakeDevice(0, 1);
        device.slowness = _ -> 0;
        UserError e = assertThrows(UserError.class, () -> profiler(device, ProfilingListener.SILENT).estimate(plan()));
        assertTrue(e.getMessage().endsWith("its clock stands still or runs backwards"), e.getMessage());
    }

    @Test
    void anInterruptedMeasurementGoesOnAndMeasuresTheSame() throws Exception {
        LatencyTable whole = profile(new FakeDevice(0, 1), plan());
        Files.delete(folder.resolve("fake.csv"));
        Files.delete(folder.resolve("fake.json"));
        var device = new FakeDevice(0, 1);
        for (int kills = 1; kills <= 2; kills++) {
            long visits = kills * 100L;
            var listener = new ProfilingListener() {
                @Override
                public void measured(int round, int rounds, long done, long all, double seconds, double remaining) {
                    if (done >= visits) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            assertThrows(InterruptedException.class,
                    () -> profiler(device, listener).profile(plan(), folder.resolve("fake.csv")));
            assertFalse(Files.exists(folder.resolve("fake.csv")));
            assertEquals(0, device.openSessions);
        }
        LatencyTable resumed = profile(device, plan());
        assertEquals(List.copyOf(whole.units()), List.copyOf(resumed.units()));
        assertEquals(whole.certificate().calibration(), resumed.certificate().calibration());
    }

    @Test
    void aDeviceThatDiesLosesNothing() throws Exception {
        LatencyTable whole = profile(new FakeDevice(0, 1), plan());
        Files.delete(folder.resolve("fake.csv"));
        var device = new FakeDevice(0, 1);
        device.runsUntilDeath = 3_000;
        UserError e = assertThrows(UserError.class, () -> profile(device, plan()));
        assertTrue(e.getMessage().startsWith("the device stopped working"), e.getMessage());
        assertTrue(e.getMessage().contains("cannot run"), e.getMessage());
        assertEquals(device.visits, visitsIn(folder.resolve("fake.measurements.jsonl")), "those of the last second too");
        LatencyTable resumed = profile(new FakeDevice(0, 2), plan());
        assertEquals(List.copyOf(whole.units()), List.copyOf(resumed.units()));
    }

    private static int visitsIn(Path log) throws IOException {
        return Files.readString(log).split("\"probe\"", -1).length - 1;
    }

    @Test
    void aDeviceThatDoesNotEvenRunTheControlIsTheUsersMatterBeforeAnythingIsMeasured() {
        var device = new FakeDevice(0, 1);
        device.runsUntilDeath = 20;
        UserError e = assertThrows(UserError.class, () -> profiler(device, ProfilingListener.SILENT).estimate(plan()));
        assertEquals("the device does not run a small model: cannot run control", e.getMessage());
        assertEquals(UserError.ExitCode.FAILED, e.exitCode());
        assertEquals(0, device.openSessions);
    }

    @Test
    void aLogCutInTheMiddleOfALineIsGoneOnWith() throws Exception {
        var device = new FakeDevice(0, 1);
        device.runsUntilDeath = 3_000;
        assertThrows(UserError.class, () -> profile(device, plan()));
        Path log = folder.resolve("fake.measurements.jsonl");
        String text = Files.readString(log);
        Files.writeString(log, text.substring(0, text.length() - 10));
        assertEquals(space.units().size(), profile(new FakeDevice(0, 1), plan()).units().size());
    }

    @Test
    void theLogOfAnotherMeasurementIsNotMixedIn() throws Exception {
        var device = new FakeDevice(0, 1);
        device.runsUntilDeath = 3_000;
        assertThrows(UserError.class, () -> profile(device, plan()));
        UserError e = assertThrows(UserError.class,
                () -> profile(new FakeDevice(0, 1), plan(Discipline.standard().withRounds(6), 2)));
        assertTrue(e.getMessage().contains("interrupted measurement of something else"), e.getMessage());
    }

    @Test
    void whatWasMeasuredWithAnotherKernelIsLeftOutAndMeasuredAnew() throws Exception {
        var device = new FakeDevice(0, 1);
        device.runsUntilDeath = 3_000;
        assertThrows(UserError.class, () -> profile(device, plan()));
        var updated = new FakeDevice(0, 1);
        updated.kernel = "none.1";
        updated.slowness = _ -> 2;
        List<String> heard = new ArrayList<>();
        var listener = new ProfilingListener() {
            @Override
            public void begunAnew(String change) {
                heard.add(change);
            }
        };
        LatencyTable table = profiler(updated, listener).profile(plan(), folder.resolve("fake.csv"));
        assertEquals(List.of("was fake 1 (1), none, kernel none, {}, is fake 1 (1), none, kernel none.1, {}"), heard);
        Unit unit = space.units().getFirst();
        assertEquals(2 * trueCostMs(unit), table.unit(unit.key()).orElseThrow().medianMs(), 1e-6, "no row is of the kernel before");
    }

    @Test
    void aDamagedLogIsNamedWithItsLine() throws IOException {
        var device = new FakeDevice(0, 1);
        device.runsUntilDeath = 3_000;
        assertThrows(UserError.class, () -> profile(device, plan()));
        Path log = folder.resolve("fake.measurements.jsonl");
        Files.writeString(log, Files.readString(log).replaceFirst("\"round\":0", "\"round\":zero"));
        UserError e = assertThrows(UserError.class, () -> profile(new FakeDevice(0, 1), plan()));
        assertTrue(e.where().endsWith("fake.measurements.jsonl:2"), e.where());
    }

    @Test
    void theTimeBudgetEndsTheMeasurementEarly() throws InterruptedException {
        var budget = Discipline.standard().withRounds(1000).withBudget(Duration.ofSeconds(2));
        LatencyTable table = profile(new FakeDevice(0.01, 1), plan(budget, 1));
        assertTrue(table.certificate().rounds() < 100, table.certificate().rounds() + " rounds");
        assertEquals(2, table.certificate().seconds(), 0.05);
    }

    @Test
    void aBudgetTooShortForAnythingIsSaid() {
        var budget = Discipline.standard().withBudget(Duration.ofMillis(1));
        UserError e = assertThrows(UserError.class, () -> profile(new FakeDevice(0.01, 1), plan(budget, 1)));
        assertTrue(e.getMessage().contains("measured none of"), e.getMessage());
    }

    @Test
    void aBudgetTooShortForNetworksGivesATableThatSaysWhatItCoversAndGoesOnWithMore() throws InterruptedException {
        var device = new FakeDevice(0.01, 1);
        device.loadingNanos = 100_000_000;
        var brief = Discipline.standard().withRounds(6).withBudget(Duration.ofSeconds(2));
        LatencyTable some = profile(device, plan(brief, 1));
        Certificate c = some.certificate();
        assertEquals(space.units().size(), some.units().size() + c.missing().size());
        assertTrue(!some.units().isEmpty() && !c.missing().isEmpty(), c.missing().toString());
        assertTrue(c.calibration().leftOut90().isEmpty());
        some.units().forEach(u -> assertEquals(u.medianMs(), u.costMs()));
        LatencyTable all = profile(device, plan(brief.withBudget(Duration.ofMinutes(10)), 1));
        assertEquals(space.units().size(), all.units().size());
        assertTrue(all.certificate().calibration().leftOut90().isPresent());
        assertFalse(Files.exists(folder.resolve("fake.measurements.jsonl")));
        assertTrue(all.certificate().seconds() > 2, "the first two seconds count");
    }

    @Test
    void aUnitIsMeasuredUntilItIsKnownWellEnough() throws InterruptedException {
        var device = new FakeDevice(0.002, 1);
        String noisy = "dsa_r1_k5_s2_c16_nre";
        device.noiseOf = n -> hasSegment(n, noisy) ? 0.06 : 0.002;
        LatencyTable table = profile(device, plan(Discipline.standard().withRounds(300).withPrecision(0.01), 1));
        for (UnitLatency unit : table.units()) {
            if (unit.key().startsWith(noisy)) {
                assertTrue(unit.noise().orElseThrow().runs() > 30 * 3, unit.toString());
            } else {
                assertTrue(unit.noise().orElseThrow().runs() <= 24 * 8, unit.toString());
            }
        }
        assertTrue(table.certificate().rounds() > 24 && table.certificate().rounds() < 300, table.certificate().rounds() + " rounds");
    }

    @Test
    void aThrottledDeviceIsWaitedForAndWhatWasMeasuredMeanwhileIsMarked() throws InterruptedException {
        var device = new FakeDevice(0.005, 1);
        // after two seconds it takes twice as long for three seconds
        device.slowness = nanos -> nanos > 2_050_000_000L && nanos < 5_050_000_000L ? 2 : 1;
        List<Duration> waits = new ArrayList<>();
        var listener = new ProfilingListener() {
            @Override
            public void slow(double times, Duration wait) {
                assertEquals(2, times, 0.1);
                waits.add(wait);
            }
        };
        LatencyTable table = profiler(device, listener).profile(plan(Discipline.standard().withRounds(30), 1), folder.resolve("fake.csv"));
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), waits);
        assertEquals(List.of(), table.certificate().disturbed());
        assertTrue(table.certificate().heldOut().orElseThrow().prediction().mape() < 0.01);
    }

    @Test
    void whatWasOnlyMeasuredWhileTheDeviceWasSlowIsMarked() {
        var measured = new Measured(3);
        measured.visited(new Visit("a", new double[] {1}), 0, true);
        measured.visited(new Visit("a", new double[] {1}), 1, true);
        measured.visited(new Visit("a", new double[] {1}), 2, false);
        measured.visited(new Visit("b", new double[] {1}), 0, true);
        measured.visited(new Visit("b", new double[] {1}), 1, false);
        assertEquals(Set.of("a"), measured.disturbed());
    }

    @Test
    void whatTellsMostComesFirstWhereTimeIsShort() throws InterruptedException {
        var device = new FakeDevice(0.01, 1);
        device.loadingNanos = 40_000_000;
        var hurried = new Discipline(10, 0, Duration.ofSeconds(2), 2048);
        ProfilingPlan plan = plan(hurried, 1);
        List<String> missing = profile(device, plan).certificate().missing();
        List<String> order = plan.units().stream().map(Unit::key).toList();
        assertFalse(missing.isEmpty());
        assertTrue(missing.stream().allMatch(key -> order.indexOf(key) >= order.size() - 2 * missing.size()), missing.toString());
    }

    @Test
    void littleMemoryMeansFewerSessionsAtOnceAndTheSameTable() throws Exception {
        var roomy = new FakeDevice(0, 1);
        LatencyTable whole = profile(roomy, plan());
        var tight = new FakeDevice(0, 1);
        LatencyTable grouped = profile(tight, plan(new Discipline(6, 0, Duration.ofHours(1), 20), 1));
        assertEquals(List.copyOf(whole.units()), List.copyOf(grouped.units()));
        assertTrue(tight.mostOpenSessions < roomy.mostOpenSessions / 2, tight.mostOpenSessions + " sessions");
    }

    @Test
    void aDeviceThatHoldsFewSessionsIsGivenFewAtOnce() throws InterruptedException {
        var device = new FakeDevice(0.01, 1);
        device.sessionsAtOnce = 8;
        LatencyTable table = profile(device, plan());
        assertEquals(8, device.mostOpenSessions);
        assertEquals(space.units().size(), table.units().size());
    }

    @Test
    void turnsTakenTogetherSaveTimeAndFindWhichOneFails() throws InterruptedException {
        String refused = "dsa_r1_k5_s2_c16_nre";
        double[] seconds = new double[2];
        for (int several = 0; several < 2; several++) {
            var device = new FakeDevice(0.01, 1);
            device.visitNanos = 20_000_000;
            device.turnsAtOnce = several == 1 ? 8 : 1;
            device.refusesToRun = n -> device.goes > 4 && hasSegment(n, refused);
            LatencyTable table = profiler(device, ProfilingListener.SILENT).profile(plan(), folder.resolve("fake" + several + ".csv"));
            seconds[several] = table.certificate().seconds();
            if (several == 1) {
                assertTrue(device.goes > 10, device.goes + " goes");
                assertTrue(table.certificate().refused().keySet().stream().allMatch(k -> k.startsWith(refused)), table.certificate().refused().toString());
                assertFalse(table.certificate().refused().isEmpty());
            }
        }
        assertTrue(seconds[1] < 0.6 * seconds[0], seconds[1] + " s of " + seconds[0]);
    }

    @Test
    void aFullDiskEndsTheMeasurementAsTheUsersMatter() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "this system has no /dev/full");
        Files.createSymbolicLink(folder.resolve("fake.measurements.jsonl"), Path.of("/dev/full"));
        var device = new FakeDevice(0, 1);
        UserError e = assertThrows(UserError.class, () -> profile(device, plan()));
        assertTrue(e.getMessage().contains("fake.measurements.jsonl"), e.getMessage());
        assertEquals(UserError.ExitCode.FAILED, e.exitCode());
        assertEquals(0, device.openSessions);
    }

    @Test
    void aNameThatIsNoTableIsRefusedBeforeMeasuring() {
        assertThrows(UserError.class, () -> profiler(new FakeDevice(0, 1), ProfilingListener.SILENT)
                .profile(plan(), folder.resolve("table.txt")));
    }

    @Test
    void aMissingFolderIsRefusedBeforeMeasuring() {
        var device = new FakeDevice(0, 1);
        assertThrows(UserError.class, () -> profiler(device, ProfilingListener.SILENT)
                .profile(plan(), folder.resolve("none").resolve("table.csv")));
        assertEquals(0, device.mostOpenSessions);
    }
}

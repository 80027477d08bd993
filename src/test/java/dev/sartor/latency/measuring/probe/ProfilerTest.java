package dev.sartor.latency.measuring.probe;

import static dev.sartor.latency.measuring.plan.FakeProfile.hasSegment;
import static dev.sartor.latency.measuring.plan.FakeProfile.profiler;
import static dev.sartor.latency.measuring.plan.FakeProfile.trueCostMs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.Board;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.certificate.PredictionQuality;
import dev.sartor.latency.measuring.plan.FakeProfile;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.space.unit.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerTest {
    @TempDir
    private Path folder;

    private FakeProfile fake;

    @BeforeEach
    void fake() {
        fake = FakeProfile.in(folder);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void additiveLatenciesAreRecovered(long seed) throws InterruptedException {
        LatencyTable table = fake.profile(
                // FakeDevice: relative noise, seed
                new FakeDevice(0.02, seed),
                fake.plan(MeasurementProtocol.standard().withRounds(10), seed));
        assertEquals(fake.plan().allUnits().size(), table.units().size());
        for (Unit unit : fake.space().units()) {
            double expected = trueCostMs(unit);
            // differences of two noisy latencies: allow for the noise of the chain without the unit
            assertEquals(
                    expected, table.unit(unit.key()).orElseThrow().medianMs(), 0.02 * expected + 0.002, unit.key());
        }
        PredictionQuality heldOut = table.certificate().heldOutQuality().orElseThrow();
        assertTrue(heldOut.prediction().mape() < 0.01, heldOut.prediction().toString());
        assertTrue(table.certificate().result().noise().orElseThrow().mape() < 0.02);
    }

    @Test
    void aWrittenTableIsReadBackUnchanged() throws InterruptedException {
        LatencyTable written = fake.profile(new FakeDevice(0.01, 1), fake.plan());
        LatencyTable read = LatencyTableFile.read(folder.resolve("fake.csv"));
        assertEquals(List.copyOf(written.units()), List.copyOf(read.units()));
        assertEquals(written.certificate(), read.certificate());
        assertEquals(
                List.of("fake.csv", "fake.json"),
                List.of(folder.toFile().list()).stream().sorted().toList());
    }

    @Test
    void theTimeLimitEndsTheMeasurementEarly() throws InterruptedException {
        var budget = MeasurementProtocol.standard().withRounds(1000).withBudget(Duration.ofSeconds(2));
        LatencyTable table = fake.profile(new FakeDevice(0.01, 1), fake.plan(budget, 1));
        assertTrue(
                table.certificate().result().rounds() < 100,
                table.certificate().result().rounds() + " rounds");
        assertEquals(2, table.certificate().result().seconds(), 0.05);
    }

    @Test
    void aTimeLimitTooShortForAnyUnitIsAnError() {
        var budget = MeasurementProtocol.standard().withBudget(Duration.ofMillis(1));
        UserError e = assertThrows(UserError.class, () -> fake.profile(new FakeDevice(0.01, 1), fake.plan(budget, 1)));
        assertTrue(e.getMessage().contains("measured none of"), e.getMessage());
    }

    @Test
    void aMeasurementThatEndsBeforeTheNetworksGivesAnUncalibratedTableAndCanBeContinued() throws InterruptedException {
        var device = new FakeDevice(0.01, 1);
        device.loadingNanos = 100_000_000;
        var shortLimit = MeasurementProtocol.standard().withRounds(6).withBudget(Duration.ofSeconds(2));
        LatencyTable incomplete = fake.profile(device, fake.plan(shortLimit, 1));
        Certificate c = incomplete.certificate();
        assertEquals(
                fake.plan().allUnits().size(),
                incomplete.units().size() + c.gaps().missing().size());
        assertTrue(
                !incomplete.units().isEmpty() && !c.gaps().missing().isEmpty(),
                c.gaps().missing().toString());
        assertTrue(c.calibration().leftOutError90().isEmpty());
        incomplete.units().forEach(u -> assertEquals(u.medianMs(), u.costMs()));
        LatencyTable complete = fake.profile(device, fake.plan(shortLimit.withBudget(Duration.ofMinutes(10)), 1));
        assertEquals(fake.plan().allUnits().size(), complete.units().size());
        assertTrue(complete.certificate().calibration().leftOutError90().isPresent());
        assertFalse(Files.exists(folder.resolve("fake.measurements.jsonl")));
        assertTrue(complete.certificate().result().seconds() > 2, "the first two seconds are included");
    }

    @Test
    void noisyUnitsAreMeasuredLonger() throws InterruptedException {
        var device = new FakeDevice(0.002, 1);
        String noisy = "dsa_r1_k5_s2_c16_nre";
        device.noiseOf = n -> hasSegment(n, noisy) ? 0.1 : 0.002;
        LatencyTable table = fake.profile(
                device, fake.plan(MeasurementProtocol.standard().withRounds(300).withTargetPrecision(0.01), 1));
        // runs: of noisy units, more than 30 rounds of at least 3; of the others, at most 24 rounds of at most 8
        for (UnitLatency unit : table.units()) {
            if (unit.key().startsWith(noisy)) {
                assertTrue(unit.noise().orElseThrow().runs() > 30 * 3, unit.toString());
            } else {
                assertTrue(unit.noise().orElseThrow().runs() <= 24 * 8, unit.toString());
            }
        }
        assertTrue(
                table.certificate().result().rounds() > 24
                        && table.certificate().result().rounds() < 300,
                table.certificate().result().rounds() + " rounds");
    }

    @Test
    void theMeasurementWaitsForAThrottledDevice() throws InterruptedException {
        var device = new FakeDevice(0.005, 1);
        // after two seconds, all runs take twice as long for three seconds
        device.slowdownAt = nanos -> nanos > 2_050_000_000L && nanos < 5_050_000_000L ? 2 : 1;
        List<Duration> waits = new ArrayList<>();
        var listener = new MeasurementListener() {
            @Override
            public void onSlow(double times, Duration wait) {
                assertEquals(2, times, 0.1);
                waits.add(wait);
            }
        };
        LatencyTable table = profiler(device, listener)
                .profile(fake.plan(MeasurementProtocol.standard().withRounds(30), 1), folder.resolve("fake.csv"));
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), waits);
        assertEquals(List.of(), table.certificate().gaps().slow());
        assertTrue(
                table.certificate().heldOutQuality().orElseThrow().prediction().mape() < 0.01);
    }

    @Test
    void probesThatWereMostlyMeasuredWhileTheDeviceWasSlowAreMarked() {
        var measured = new Measurements();
        // addVisit: board, visit (probe, ms of its runs), round, whether the device was slow
        measured.addVisit(Board.ONLY, new Visit("a", new double[] {1}), 0, true);
        measured.addVisit(Board.ONLY, new Visit("a", new double[] {1}), 1, true);
        measured.addVisit(Board.ONLY, new Visit("a", new double[] {1}), 2, false);
        measured.addVisit(Board.ONLY, new Visit("b", new double[] {1}), 0, true);
        measured.addVisit(Board.ONLY, new Visit("b", new double[] {1}), 1, false);
        assertEquals(Set.of("a"), measured.disturbedProbes());
    }

    @Test
    void theUnitsOfLowestPriorityAreMissingIfTimeIsShort() throws InterruptedException {
        var device = new FakeDevice(0.01, 1);
        device.loadingNanos = 40_000_000;
        // MeasurementProtocol: rounds, target precision, time limit, memory in MiB
        var shortLimit = new MeasurementProtocol(10, 0, Duration.ofSeconds(2), 2048);
        ProfilingPlan plan = fake.plan(shortLimit, 1);
        List<String> missing = fake.profile(device, plan).certificate().gaps().missing();
        List<String> order = plan.allUnits().stream().map(Unit::key).toList();
        assertFalse(missing.isEmpty());
        assertTrue(
                missing.stream().allMatch(key -> order.indexOf(key) >= order.size() - 2 * missing.size()),
                missing.toString());
    }

    @Test
    void aMemoryLimitMeansFewerOpenSessionsAndTheSameTable() throws Exception {
        var unlimited = FakeDevice.noiseless();
        LatencyTable whole = fake.profile(unlimited, fake.plan());
        var limited = FakeDevice.noiseless();
        // MeasurementProtocol: rounds, target precision, time limit, memory in MiB
        LatencyTable grouped =
                fake.profile(limited, fake.plan(new MeasurementProtocol(6, 0, Duration.ofHours(1), 20), 1));
        assertEquals(List.copyOf(whole.units()), List.copyOf(grouped.units()));
        assertTrue(limited.peakOpenSessions < unlimited.peakOpenSessions / 2, limited.peakOpenSessions + " sessions");
    }

    @Test
    void theDevicesLimitOfOpenSessionsIsRespected() throws InterruptedException {
        var device = new FakeDevice(0.01, 1);
        device.maxOpenSessions = 8;
        LatencyTable table = fake.profile(device, fake.plan());
        assertEquals(8, device.peakOpenSessions);
        assertEquals(fake.plan().allUnits().size(), table.units().size());
    }

    @Test
    void batchedRequestsSaveTimeAndTheFailingProbeIsFound() throws InterruptedException {
        String refused = "dsa_r1_k5_s2_c16_nre";
        double[] seconds = new double[2];
        for (int batched = 0; batched < 2; batched++) {
            var device = new FakeDevice(0.01, 1);
            device.visitNanos = 20_000_000;
            device.requestsPerCall = batched == 1 ? 8 : 1;
            device.refusesToRun = n -> device.batchedRequests > 4 && hasSegment(n, refused);
            LatencyTable table = profiler(device, MeasurementListener.SILENT)
                    .profile(fake.plan(), folder.resolve("fake" + batched + ".csv"));
            seconds[batched] = table.certificate().result().seconds();
            if (batched == 1) {
                assertTrue(device.batchedRequests > 10, device.batchedRequests + " batched requests");
                assertTrue(
                        table.certificate().refused().keySet().stream().allMatch(k -> k.startsWith(refused)),
                        table.certificate().refused().toString());
                assertFalse(table.certificate().refused().isEmpty());
            }
        }
        assertTrue(seconds[1] < 0.6 * seconds[0], seconds[1] + " s of " + seconds[0]);
    }
}

package dev.sartor.latency.measuring.schedule;

import static dev.sartor.latency.measuring.plan.FakeProfile.profiler;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.plan.FakeProfile;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.table.LatencyTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiling with clocks that jump, stand still or are coarse, and within a time limit. */
class ProfilerClockTest {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    @TempDir
    private Path folder;

    private FakeProfile fake;

    @BeforeEach
    void fake() {
        fake = FakeProfile.in(folder);
    }

    @Test
    void jumpsOfTheClockDoNotChangeTheTable() throws InterruptedException {
        // FakeDevice: relative noise, seed
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
        LatencyTable steady = fake.profile(FakeDevice.noiseless(), fake.plan());
        var device = FakeDevice.noiseless();
        device.clock = nanos -> device.visits < 70 ? nanos : nanos + HOUR_NANOS;
        LatencyTable incomplete = fake.profile(device, fake.plan());
        assertFalse(incomplete.certificate().gaps().missing().isEmpty());
        LatencyTable complete = fake.profile(
                FakeDevice.noiseless(),
                fake.plan(MeasurementProtocol.standard().withRounds(6).withBudget(Duration.ofHours(2)), 1));
        assertEquals(List.copyOf(steady.units()), List.copyOf(complete.units()));
    }

    @Test
    void aClockThatStandsStillIsReportedByTheEstimate() {
        var device = FakeDevice.noiseless();
        device.slowdownAt = _ -> 0;
        UserError e = assertThrows(
                UserError.class,
                () -> profiler(device, MeasurementListener.SILENT).estimate(fake.plan()));
        assertTrue(e.getMessage().endsWith("its clock stands still or runs backwards"), e.getMessage());
    }

    @Test
    void aClockThatStandsStillIsReportedWhileMeasuring() {
        var device = FakeDevice.noiseless();
        device.slowdownAt = _ -> 0;
        UserError e = assertThrows(UserError.class, () -> fake.profile(device, fake.plan()));
        assertTrue(e.getMessage().endsWith("its clock stands still or runs backwards"), e.getMessage());
    }

    @Test
    void theStepOfACoarseTimerIsInTheCertificate() throws InterruptedException {
        var device = new FakeDevice(0.01, 1);
        device.slowdownOf = _ -> 300;
        device.timerStepMs = 1;
        Certificate certificate = fake.profile(device, fake.plan()).certificate();
        assertEquals(1, certificate.result().timerGrainMs().orElseThrow());
        assertTrue(fake.profile(
                        new FakeDevice(0.01, 1),
                        fake.plan(MeasurementProtocol.standard().withRounds(6), 2))
                .certificate()
                .result()
                .timerGrainMs()
                .isEmpty());
    }

    @Test
    void anExtremeNumberOfRoundsNeedsNoMoreMemoryOrTimeThanTheTimeLimitAllows() throws InterruptedException {
        var endless =
                MeasurementProtocol.standard().withRounds(Integer.MAX_VALUE).withBudget(Duration.ofSeconds(2));
        LatencyTable table = fake.profile(new FakeDevice(0.01, 1), fake.plan(endless, 1));
        assertTrue(table.certificate().result().rounds() < 1000);
        var precise =
                MeasurementProtocol.standard().withRounds(Integer.MAX_VALUE).withTargetPrecision(0.05);
        LatencyTable finished = fake.profile(new FakeDevice(0.001, 1), fake.plan(precise, 2));
        assertEquals(fake.plan().allUnits().size(), finished.units().size());
    }
}

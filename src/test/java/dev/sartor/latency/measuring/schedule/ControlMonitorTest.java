package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.Board;
import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.probe.WholeRunProbe;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.result.VisitBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlMonitorTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeDevice device = FakeDevice.noiseless();
    private final Measurements measurements = new Measurements();
    private final List<MeasurementLog.Line> lines = new ArrayList<>();
    private final List<Double> slowdowns = new ArrayList<>();
    private final List<Long> pausesSeconds = new ArrayList<>();

    private ControlMonitor monitor(Duration budget) {
        var buffer = new VisitBuffer(Board.ONLY, measurements, lines::add, device.ticker());
        var control =
                WholeRunProbe.open(device, ControlNetwork.KEY, device.model(ControlNetwork.network()), device.ticker());
        return new ControlMonitor(
                control,
                buffer,
                device.ticker(),
                new MeasurementListener() {
                    @Override
                    public void onSlow(double times, Duration wait) {
                        slowdowns.add(times);
                        pausesSeconds.add(wait.toSeconds());
                    }
                },
                budget);
    }

    /** As many visits, each in a round of its own. */
    private static void visit(ControlMonitor monitor, int count) {
        for (int i = 0; i < count; i++) {
            monitor.visit(i);
        }
    }

    private void slowDown(double factor) {
        device.slowdownAt = _ -> factor;
    }

    private long disturbedVisits() {
        return lines.stream()
                .filter(MeasurementLog.Line::disturbed)
                .mapToLong(l -> l.visits().size())
                .sum();
    }

    private long allVisits() {
        return lines.stream().mapToLong(l -> l.visits().size()).sum();
    }

    @Test
    void atASteadySpeedNothingWaits() {
        ControlMonitor monitor = monitor(LONG);
        visit(monitor, 30);
        slowDown(1.29);
        visit(monitor, 30);
        assertEquals(List.of(), pausesSeconds);
        assertEquals(0, disturbedVisits());
    }

    @Test
    void aSlowDeviceIsNoticedAfterTwoOfThreeVisits() {
        ControlMonitor monitor = monitor(LONG);
        visit(monitor, 20);
        slowDown(1.4);
        visit(monitor, 1);
        assertEquals(List.of(), pausesSeconds);
        visit(monitor, 1);
        assertEquals(1, pausesSeconds.getFirst());
        assertEquals(1.4, slowdowns.getFirst(), 1e-3);
    }

    @Test
    void aSlowStartIsNoticedFromTheTenthVisitOn() {
        ControlMonitor monitor = monitor(LONG);
        visit(monitor, 5);
        slowDown(2);
        visit(monitor, 4);
        assertEquals(List.of(), pausesSeconds);
        visit(monitor, 1);
        assertEquals(2, slowdowns.getFirst(), 1e-3);
    }

    @Test
    void theMeasurementContinuesAfterTheFirstPauseIfTheDeviceHasRecovered() {
        ControlMonitor monitor = monitor(LONG);
        visit(monitor, 20);
        long slowUntil = device.ticker().nanoTime() + Duration.ofMillis(500).toNanos();
        device.slowdownAt = nanos -> nanos < slowUntil ? 2 : 1;
        visit(monitor, 20);
        assertEquals(List.of(1L), pausesSeconds);
        // the visit after which the device was found slow, and the three after the pause
        assertEquals(4, disturbedVisits());
    }

    @Test
    void aDeviceThatRecoversAlmostIsGivenMoreTime() {
        ControlMonitor monitor = monitor(LONG);
        visit(monitor, 20);
        long start = device.ticker().nanoTime();
        // faster after the first pause, but still more than 10 % slower than usual; usual after the second one
        device.slowdownAt = nanos -> nanos < start + 0.9e9 ? 2 : nanos < start + 2.9e9 ? 1.2 : 1;
        visit(monitor, 2);
        assertEquals(List.of(1L, 2L), pausesSeconds);
        assertEquals(1.2, slowdowns.get(1), 1e-3);
    }

    @Test
    void afterFivePausesTheSlowSpeedCountsAsUsual() {
        ControlMonitor monitor = monitor(LONG);
        visit(monitor, 20);
        slowDown(2);
        visit(monitor, 2);
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L), pausesSeconds);
        visit(monitor, 30);
        assertEquals(5, pausesSeconds.size());
    }

    @Test
    void aFifthOfTheBudgetIsSpentWaiting() {
        ControlMonitor monitor = monitor(Duration.ofSeconds(15));
        visit(monitor, 20);
        slowDown(2);
        visit(monitor, 2);
        assertEquals(List.of(1L, 2L), pausesSeconds);
        // again usual, then slow: nothing is left for waiting
        visit(monitor, 20);
        slowDown(4);
        visit(monitor, 20);
        assertEquals(List.of(1L, 2L), pausesSeconds);
    }

    @Test
    void anInterruptedThreadDoesNotWait() {
        ControlMonitor monitor = monitor(LONG);
        visit(monitor, 20);
        slowDown(2);
        Thread.currentThread().interrupt();
        try {
            visit(monitor, 5);
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(List.of(), pausesSeconds);
    }

    @Test
    void aClockThatStandsStillIsAFailureOfTheDeviceAtTheTenthVisit() {
        slowDown(0);
        ControlMonitor monitor = monitor(LONG);
        visit(monitor, 9);
        DeviceFailure failure = assertThrows(DeviceFailure.class, () -> visit(monitor, 1));
        assertEquals("its clock stands still or runs backwards", failure.getMessage());
    }

    @Test
    void aClockThatStandsStillForAWhileIsNone() {
        ControlMonitor monitor = monitor(LONG);
        visit(monitor, 1);
        slowDown(0);
        visit(monitor, 20);
        assertEquals(0, disturbedVisits());
    }

    @Test
    void theCheckRunsTheControlNetworkWithoutRecordingIt() {
        ControlMonitor monitor = monitor(LONG);
        int visits = device.visits;
        monitor.checkAlive();
        assertEquals(visits + 1, device.visits);
        device.refusesToRun = _ -> true;
        assertThrows(DeviceFailure.class, monitor::checkAlive);
        assertEquals(0, allVisits());
        monitor.close();
        assertEquals(0, device.openSessions);
    }
}

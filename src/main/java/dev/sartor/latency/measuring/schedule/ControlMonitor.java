package dev.sartor.latency.measuring.schedule;

import dev.sartor.base.math.Quantiles;
import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.measuring.probe.WholeRunProbe;
import dev.sartor.latency.measuring.result.VisitBuffer;
import dev.sartor.latency.statistics.Medians;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the {@link ControlNetwork control network}, a small one, between the other models. When it becomes much slower than
 * usual, as on a hot phone or a busy machine, the visits (timed runs) of that time are marked as disturbed, and the measurement
 * waits until the device has recovered or a time limit is reached.
 */
final class ControlMonitor implements AutoCloseable {
    /** Slowdown from which the device is disturbed. */
    private static final double SLOW = 1.3;
    /** Slowdown below which it has recovered. */
    private static final double RECOVERED = 1.1;
    /** Number of visits over which the current latency is averaged, since a single visit is noisy. */
    private static final int RECENT = 3;

    /** Number of visits before the slowdown, or a clock that stands still, is detected. */
    private static final int MIN_VISITS = 10;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** Maximum number of pauses, each twice as long as the one before. */
    private static final int PAUSES = 5;
    /** Maximum fraction of the budget spent waiting. */
    private static final double MAX_WAITING_SHARE = 0.2;

    private final WholeRunProbe control;
    private final VisitBuffer buffer;
    private final MeasurementClock clock;
    private final MeasurementListener listener;
    private final double maxWaitingSeconds;
    private final List<Double> recentMs = new ArrayList<>();
    private double waitedSeconds;
    private int emptyVisits;

    ControlMonitor(
            WholeRunProbe control,
            VisitBuffer buffer,
            MeasurementClock clock,
            MeasurementListener listener,
            Duration budget) {
        this.control = control;
        this.buffer = buffer;
        this.clock = clock;
        this.listener = listener;
        this.maxWaitingSeconds = MAX_WAITING_SHARE * budget.toMillis() / 1e3;
    }

    /** Visits the control network; if the device is slow, waits and visits it again. */
    void visit(int round) {
        add(round);
        if (recentMs.size() >= MIN_VISITS && slowdown() > SLOW) {
            buffer.markDisturbed(true);
            waitUntilRecovered(round);
            buffer.markDisturbed(false);
        }
    }

    /** Runs the control network to check that the device works; the latencies are not used. */
    void checkAlive() {
        control.visit();
    }

    private void add(int round) {
        Visit visit = control.visitOnce();
        if (visit.isEmpty()) {
            requireRunningClock();
        } else {
            recentMs.add(Quantiles.median(visit.runsMs()));
        }
        buffer.add(List.of(visit), round);
    }

    private void requireRunningClock() {
        emptyVisits++;
        if (emptyVisits >= MIN_VISITS && recentMs.isEmpty()) {
            throw new DeviceFailure(DeviceFailure.Stage.RUN, "its clock stands still or runs backwards");
        }
    }

    /** The current latency divided by the usual one: the median of the last visits, and the first quartile of all. */
    private double slowdown() {
        double recent = Medians.of(recentMs.subList(recentMs.size() - RECENT, recentMs.size()));
        return recent / Quantiles.of(Medians.toArray(recentMs), 0.25);
    }

    private void waitUntilRecovered(int round) {
        Duration pause = FIRST_PAUSE;
        for (int i = 0; i < PAUSES && mayWait(pause); i++) {
            listener.onSlow(slowdown(), pause);
            clock.sleep(pause);
            waitedSeconds += pause.toMillis() / 1e3;
            for (int visit = 0; visit < RECENT; visit++) {
                add(round);
            }
            if (slowdown() < RECOVERED) {
                return;
            }
            pause = pause.multipliedBy(2);
        }
        // the device remains slow: forget its earlier latency
        recentMs.clear();
    }

    private boolean mayWait(Duration pause) {
        return waitedSeconds + pause.toMillis() / 1e3 <= maxWaitingSeconds
                && !Thread.currentThread().isInterrupted();
    }

    @Override
    public void close() {
        control.close();
    }
}

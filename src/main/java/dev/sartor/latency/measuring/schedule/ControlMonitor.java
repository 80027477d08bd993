package dev.sartor.latency.measuring.schedule;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.TimedProbe;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.measuring.result.VisitBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Visits the control between the others. When it becomes much slower than usual, as that of a hot phone or of a machine
 * with busy neighbours does, what was measured meanwhile is marked, and nothing more is measured until it is as before or
 * has stayed so for too long.
 */
final class ControlMonitor implements AutoCloseable {
    private static final double SLOW = 1.3;
    private static final double RECOVERED = 1.1;
    /** Single visits are noisy: so many decide together. */
    private static final int RECENT = 3;

    private static final int LEAST_KNOWN = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int PAUSES = 5;
    /** Waiting must leave time to measure. */
    private static final double MOST_WAITING = 0.2;

    private final TimedProbe control;
    private final VisitBuffer buffer;
    private final MeasurementClock ticker;
    private final MeasurementListener listener;
    private final double mostWaitingSeconds;
    private final List<Double> since = new ArrayList<>();
    private double waitedSeconds;

    ControlMonitor(
            TimedProbe control,
            VisitBuffer buffer,
            MeasurementClock ticker,
            MeasurementListener listener,
            Duration budget) {
        this.control = control;
        this.buffer = buffer;
        this.ticker = ticker;
        this.listener = listener;
        this.mostWaitingSeconds = MOST_WAITING * budget.toMillis() / 1e3;
    }

    /** A visit, and, if it shows the device to be slow, waiting and more of them. */
    void visit(int round) {
        add(round);
        if (since.size() >= LEAST_KNOWN && slowness() > SLOW) {
            buffer.disturbed(true);
            await(round);
            buffer.disturbed(false);
        }
    }

    /** Whether the device works at all; what it takes is not told. */
    void checkAlive() {
        control.visit();
    }

    private void add(int round) {
        Visit visit = control.visitOnce();
        if (!visit.empty()) {
            since.add(Quantiles.median(visit.runsMs()));
        }
        buffer.add(List.of(visit), round);
    }

    /** The last visits over the faster ones before them. */
    private double slowness() {
        double[] all = since.stream().mapToDouble(Double::doubleValue).toArray();
        double recent = Quantiles.median(since.subList(all.length - RECENT, all.length).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
        return recent / Quantiles.of(all, 0.25);
    }

    private void await(int round) {
        Duration pause = FIRST_PAUSE;
        for (int i = 0; i < PAUSES && mayWait(pause); i++) {
            listener.slow(slowness(), pause);
            ticker.sleep(pause);
            waitedSeconds += pause.toMillis() / 1e3;
            for (int visit = 0; visit < RECENT; visit++) {
                add(round);
            }
            if (slowness() < RECOVERED) {
                return;
            }
            pause = pause.multipliedBy(2);
        }
        // so it is slow from now on: what is usual has to be learnt anew
        since.clear();
    }

    private boolean mayWait(Duration pause) {
        return waitedSeconds + pause.toMillis() / 1e3 <= mostWaitingSeconds
                && !Thread.currentThread().isInterrupted();
    }

    @Override
    public void close() {
        control.close();
    }
}

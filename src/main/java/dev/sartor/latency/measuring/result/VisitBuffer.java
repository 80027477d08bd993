package dev.sartor.latency.measuring.result;

import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects visits and passes them on about every second and when it is closed: writing every visit to the disk at once would
 * disturb the next one.
 */
public final class VisitBuffer implements AutoCloseable {
    /** How much work is lost if the process is killed. */
    private static final double MAX_SECONDS = 1;

    private final Measurements measured;
    private final Consumer<MeasurementLog.Line> log;
    private final MeasurementClock ticker;
    private long lastNanos;
    private double pendingSeconds;
    private boolean disturbed;
    private int round;
    private List<Visit> visits = new ArrayList<>();

    public VisitBuffer(Measurements measured, Consumer<MeasurementLog.Line> log, MeasurementClock ticker) {
        this.measured = measured;
        this.log = log;
        this.ticker = ticker;
        this.lastNanos = ticker.nanoTime();
    }

    /** The visits that were passed on. */
    public Measurements measured() {
        return measured;
    }

    /** Duration of the measurement, including the time before an interruption. A clock that runs backwards counts as standing still. */
    public double seconds() {
        long now = ticker.nanoTime();
        pendingSeconds += Math.max(0, now - lastNanos) / 1e9;
        lastNanos = now;
        return measured.seconds() + pendingSeconds;
    }

    /** Whether a probe was refused. */
    public boolean refused(String probe) {
        return measured.refusals().containsKey(probe);
    }

    /** Adds visits of one round. */
    public void add(List<Visit> more, int ofRound) {
        if (ofRound != round) {
            flush();
            round = ofRound;
        }
        more.stream().filter(v -> !v.empty()).forEach(visits::add);
        seconds();
        if (pendingSeconds >= MAX_SECONDS) {
            flush();
        }
    }

    /** Starts to mark visits as disturbed, including those that were not passed on yet, or stops it. */
    public void disturbed(boolean now) {
        disturbed |= now;
        flush();
        disturbed = now;
    }

    /** Records that a probe cannot be loaded or run. */
    public void refuse(String probe, String reason) {
        flush();
        emit(new MeasurementLog.Line(round, List.of(), Map.of(probe, reason), 0, disturbed));
    }

    /** Passes on the collected visits. */
    public void flush() {
        seconds();
        emit(new MeasurementLog.Line(round, visits, Map.of(), pendingSeconds, disturbed));
        visits = new ArrayList<>();
        pendingSeconds = 0;
    }

    /** Passes on the rest, however the measurement ended. */
    @Override
    public void close() {
        flush();
    }

    private void emit(MeasurementLog.Line line) {
        log.accept(line);
        line.applyTo(measured);
    }
}

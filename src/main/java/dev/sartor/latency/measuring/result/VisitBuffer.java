package dev.sartor.latency.measuring.result;

import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gathers visits and hands them on about every second, and when it is closed: writing each to the disk as it comes would
 * disturb the next one.
 */
public final class VisitBuffer implements AutoCloseable {
    /** How much work a kill may lose. */
    private static final double MOST_SECONDS = 1;

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

    /** What was handed on. */
    public Measurements measured() {
        return measured;
    }

    /** Time spent, before an interruption too. A clock that runs backwards stands still. */
    public double seconds() {
        long now = ticker.nanoTime();
        pendingSeconds += Math.max(0, now - lastNanos) / 1e9;
        lastNanos = now;
        return measured.seconds() + pendingSeconds;
    }

    public boolean refused(String probe) {
        return measured.refusals().containsKey(probe);
    }

    public void add(List<Visit> more, int ofRound) {
        if (ofRound != round) {
            flush();
            round = ofRound;
        }
        more.stream().filter(v -> !v.empty()).forEach(visits::add);
        seconds();
        if (pendingSeconds >= MOST_SECONDS) {
            flush();
        }
    }

    /** Begins to mark visits, those of the last second too, or ends it. */
    public void disturbed(boolean now) {
        disturbed |= now;
        flush();
        disturbed = now;
    }

    public void refuse(String probe, String reason) {
        flush();
        hand(new MeasurementLog.Line(round, List.of(), Map.of(probe, reason), 0, disturbed));
    }

    public void flush() {
        seconds();
        hand(new MeasurementLog.Line(round, visits, Map.of(), pendingSeconds, disturbed));
        visits = new ArrayList<>();
        pendingSeconds = 0;
    }

    /** Hands on what is left, however the measurement ended. */
    @Override
    public void close() {
        flush();
    }

    private void hand(MeasurementLog.Line line) {
        log.accept(line);
        line.enterInto(measured);
    }
}

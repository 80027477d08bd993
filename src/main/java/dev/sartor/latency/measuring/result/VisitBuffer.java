package dev.sartor.latency.measuring.result;

import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A buffer for {@link Visit visits} (timed runs of one model). It passes them on to the measurements and the log about every
 * second and when it is closed. Writing each visit to the disk immediately would disturb the next one.
 */
public final class VisitBuffer implements AutoCloseable {
    /** Maximum time between two writes: the work that is lost if the process is killed. */
    private static final double MAX_SECONDS = 1;

    private final String board;
    private final Measurements measurements;
    private final Consumer<MeasurementLog.Line> log;
    private final MeasurementClock clock;
    /** How much longer other boards had measured before this one started. */
    private final double secondsOfOthers;

    private long lastNanos;
    private double pendingSeconds;
    private boolean disturbed;
    private int round;
    private List<Visit> visits = new ArrayList<>();

    /** @param board name of the board that makes the visits */
    public VisitBuffer(
            String board, Measurements measurements, Consumer<MeasurementLog.Line> log, MeasurementClock clock) {
        this.board = board;
        this.measurements = measurements;
        this.log = log;
        this.clock = clock;
        this.lastNanos = clock.nanoTime();
        this.secondsOfOthers = measurements.seconds() - measurements.seconds(board);
    }

    /** The measurements, without the visits that are still in the buffer. */
    public Measurements measurements() {
        return measurements;
    }

    /** Duration of the measurement, including the time before an interruption. Backward jumps of the clock are ignored. */
    public double seconds() {
        updateSeconds();
        return secondsOfOthers + measurements.seconds(board) + pendingSeconds;
    }

    private void updateSeconds() {
        long now = clock.nanoTime();
        pendingSeconds += Math.max(0, now - lastNanos) / 1e9;
        lastNanos = now;
    }

    /** Whether a probe was refused. */
    public boolean isRefused(String probe) {
        return measurements.refusals().containsKey(probe);
    }

    /** Adds visits of one round. */
    public void add(List<Visit> more, int ofRound) {
        if (ofRound != round) {
            flush();
            round = ofRound;
        }
        more.stream().filter(v -> !v.isEmpty()).forEach(visits::add);
        updateSeconds();
        if (pendingSeconds >= MAX_SECONDS) {
            flush();
        }
    }

    /**
     * Starts or stops marking visits as disturbed.
     *
     * @param disturbedNow whether to mark the visits from now on; if so, those still in the buffer are marked too
     */
    public void markDisturbed(boolean disturbedNow) {
        disturbed |= disturbedNow;
        flush();
        disturbed = disturbedNow;
    }

    /** Records that a probe cannot be loaded or run. */
    public void refuse(String probe, String reason) {
        flush();
        emit(new MeasurementLog.Line(round, List.of(), Map.of(probe, reason), 0, disturbed, board));
    }

    /** Passes on the collected visits. */
    public void flush() {
        updateSeconds();
        emit(new MeasurementLog.Line(round, visits, Map.of(), pendingSeconds, disturbed, board));
        visits = new ArrayList<>();
        pendingSeconds = 0;
    }

    /** Passes on the remaining visits. */
    @Override
    public void close() {
        flush();
    }

    private void emit(MeasurementLog.Line line) {
        synchronized (measurements) {
            log.accept(line);
            line.applyTo(measurements);
        }
    }
}

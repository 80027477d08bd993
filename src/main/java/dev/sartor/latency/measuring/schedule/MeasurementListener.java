package dev.sartor.latency.measuring.schedule;

import dev.sartor.base.TimeRange;
import java.time.Duration;

/**
 * Receives progress events of a measurement. It makes visits, each of which times a few runs of one model (probe). The methods
 * are called between visits, so they must return quickly; with several boards, by
 * one thread for each.
 */
public interface MeasurementListener {
    /** Ignores all events. */
    MeasurementListener SILENT = new MeasurementListener() {};

    /** The visits before an interruption were discarded, since the software has changed. */
    default void onRestart(String change) {}

    /** {@code done} of {@code all} sessions (loaded models) are open and warmed up. */
    default void onOpened(int done, int all) {}

    /** A probe could not be loaded or run and is left out. */
    default void onRefused(String probe, String reason) {}

    /** One of several boards no longer works; the others make its visits. */
    default void onBoardLost(String board, String reason) {}

    /** The control network takes {@code times} as long as usual, so the measurement waits. */
    default void onSlow(double times, Duration wait) {}

    /**
     * Visits were made.
     *
     * @param round            number of the current round, from 1
     * @param rounds           maximum number of rounds
     * @param visits           visits so far
     * @param allVisits        visits so far and those that remain
     * @param seconds          duration so far
     * @param remaining        estimated time that remains; at most the rest of the time limit
     */
    default void onMeasured(int round, int rounds, long visits, long allVisits, double seconds, TimeRange remaining) {}
}

package dev.sartor.latency.measuring.schedule;

import java.time.Duration;

/** Receives progress events of a measurement. Called between visits, so it must be fast. */
public interface MeasurementListener {
    /** Ignores all events. */
    MeasurementListener SILENT = new MeasurementListener() {};

    /** The visits before an interruption were discarded, since the software has changed. */
    default void restarted(String change) {}

    /** This many sessions are open and warm. */
    default void opened(int done, int all) {}

    /** A probe could not be loaded or run and is left out. */
    default void refused(String probe, String reason) {}

    /** The control network takes {@code times} as long as usual, so the measurement waits. */
    default void slow(double times, Duration wait) {}

    /**
     * Visits were made.
     *
     * @param visits           visits so far
     * @param allVisits        visits so far and those that remain
     * @param remainingSeconds estimate; at most the rest of the budget
     */
    default void measured(
            int round, int rounds, long visits, long allVisits, double seconds, double remainingSeconds) {}
}

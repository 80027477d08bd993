package dev.sartor.latency.measuring.schedule;

import java.time.Duration;

/** Hears how a measurement goes on. Called between visits, so it must be quick. */
public interface MeasurementListener {
    /** Hears nothing. */
    MeasurementListener SILENT = new MeasurementListener() {};

    /** What was measured before an interruption was measured with other software, and is left out. */
    default void begunAnew(String change) {}

    /** So many of the sessions are open and warm. */
    default void opened(int done, int all) {}

    /** A probe could not be loaded or run and is left out. */
    default void refused(String probe, String reason) {}

    /** The control takes so many times as long as usual, so measuring waits. */
    default void slow(double times, Duration wait) {}

    /**
     * Something was measured.
     *
     * @param visits           done, of all that remain possible
     * @param remainingSeconds estimated, at most what is left of the time budget
     */
    default void measured(
            int round, int rounds, long visits, long allVisits, double seconds, double remainingSeconds) {}
}

package dev.sartor.latency.measuring.schedule;

import dev.sartor.latency.certificate.MeasurementProtocol;

/** Counts visits and tells the listener how long the rest will take. */
final class ProgressEstimator {
    private static final double SECONDS_BETWEEN = 0.2;

    private final MeasurementListener listener;
    private final MeasurementProtocol discipline;
    private long done;
    private long remaining;
    private long visitsHere;
    private double firstSeconds;
    private double toldSeconds;

    /** @param done visits before this measurement went on */
    ProgressEstimator(MeasurementListener listener, MeasurementProtocol discipline, long done) {
        this.listener = listener;
        this.discipline = discipline;
        this.done = done;
    }

    /** So many visits are left at most; fewer once probes are known well enough. */
    void remaining(long visits) {
        remaining = visits;
    }

    void visited(int round, double seconds) {
        if (visitsHere == 0) {
            firstSeconds = seconds;
            toldSeconds = seconds;
        }
        done++;
        remaining--;
        visitsHere++;
        if (seconds - toldSeconds >= SECONDS_BETWEEN) {
            toldSeconds = seconds;
            double rest = (seconds - firstSeconds) / visitsHere * remaining;
            double budget = Math.max(0, discipline.budget().toMillis() / 1e3 - seconds);
            listener.measured(round + 1, discipline.rounds(), done, done + remaining, seconds, Math.min(rest, budget));
        }
    }
}

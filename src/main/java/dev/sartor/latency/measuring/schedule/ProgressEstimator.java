package dev.sartor.latency.measuring.schedule;

import dev.sartor.latency.certificate.MeasurementProtocol;

/** Counts visits and reports the estimated remaining time to the listener. */
final class ProgressEstimator {
    private static final double SECONDS_BETWEEN = 0.2;

    private final MeasurementListener listener;
    private final MeasurementProtocol protocol;
    private long done;
    private long remaining;
    private long visitsHere;
    private double firstSeconds;
    private double reportedSeconds;

    /** @param done visits of the measurement before it was interrupted and continued */
    ProgressEstimator(MeasurementListener listener, MeasurementProtocol protocol, long done) {
        this.listener = listener;
        this.protocol = protocol;
        this.done = done;
    }

    /** Sets the maximum number of remaining visits, which decreases when probes are finished. */
    void setRemainingVisits(long visits) {
        remaining = visits;
    }

    void addVisit(int round, double seconds) {
        if (visitsHere == 0) {
            firstSeconds = seconds;
            reportedSeconds = seconds;
        }
        done++;
        remaining--;
        visitsHere++;
        if (seconds - reportedSeconds >= SECONDS_BETWEEN) {
            reportedSeconds = seconds;
            double rest = (seconds - firstSeconds) / visitsHere * remaining;
            double budget = Math.max(0, protocol.budget().toMillis() / 1e3 - seconds);
            listener.onMeasured(round + 1, protocol.rounds(), done, done + remaining, seconds, Math.min(rest, budget));
        }
    }
}

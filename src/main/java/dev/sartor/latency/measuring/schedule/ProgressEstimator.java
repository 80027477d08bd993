package dev.sartor.latency.measuring.schedule;

import dev.sartor.base.TimeRange;
import dev.sartor.latency.certificate.MeasurementProtocol;

/** Counts visits, each of which times a few runs of one model, and reports the estimated remaining time to the listener. Thread-safe. */
final class ProgressEstimator {
    private static final double SECONDS_BETWEEN_EVENTS = 0.2;
    /** Duration of the first phase, in which visits may be slower than later ones because code is still being compiled. */
    private static final double EARLY_SECONDS = 5;

    /** Factor for the shortest remaining time that is estimated in the first phase. */
    private static final double EARLY_FACTOR = 0.5;

    private final MeasurementListener listener;
    private final MeasurementProtocol protocol;
    private long done;
    private long minRemaining;
    private long maxRemaining;
    private long visitsSinceStart;
    /** Duration of the measurement at the first visit since the start. */
    private double firstSeconds;

    /** Duration of the measurement at the last event. */
    private double reportedSeconds;

    /** @param done visits of the measurement before it was interrupted and continued */
    ProgressEstimator(MeasurementListener listener, MeasurementProtocol protocol, long done) {
        this.listener = listener;
        this.protocol = protocol;
        this.done = done;
    }

    /** Sets the range of the number of remaining visits: probes may be finished before they have all their visits. */
    synchronized void setRemainingVisits(long min, long max) {
        minRemaining = min;
        maxRemaining = max;
    }

    synchronized void addVisit(int round, double seconds) {
        if (visitsSinceStart == 0) {
            firstSeconds = seconds;
            reportedSeconds = seconds;
        }
        done++;
        minRemaining = Math.max(0, minRemaining - 1);
        maxRemaining--;
        visitsSinceStart++;
        if (seconds - reportedSeconds >= SECONDS_BETWEEN_EVENTS) {
            reportedSeconds = seconds;
            double perVisit = (seconds - firstSeconds) / visitsSinceStart;
            double budget = Math.max(0, protocol.budget().toMillis() / 1e3 - seconds);
            double factor = seconds - firstSeconds < EARLY_SECONDS ? EARLY_FACTOR : 1;
            var left = new TimeRange(factor * perVisit * minRemaining, perVisit * Math.max(minRemaining, maxRemaining));
            listener.onMeasured(round + 1, protocol.rounds(), done, done + maxRemaining, seconds, left.atMost(budget));
        }
    }
}

package dev.sartor.cli.output;

import dev.sartor.base.TimeRange;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates the remaining time of a step from its measured rate. Every observation predicts an end; the estimate is the range of
 * the ends that were predicted in the second half of the time so far. First steps are slower than later ones, since code is
 * still being compiled and caches are empty, so early ranges begin at half of the prediction.
 */
final class RemainingTime {
    private static final double MIN_INTERVAL_S = 0.2;
    /** An estimate is early in this time, or with fewer predictions than {@link #EARLY_OBSERVATIONS}. */
    private static final double EARLY_S = 5;

    private static final int EARLY_OBSERVATIONS = 3;
    /** Factor for the lower end of an early range. */
    private static final double EARLY_SHARE = 0.5;

    /** A prediction at a time, both in seconds since the start of the step. */
    private record Prediction(double atSeconds, double endSeconds) {}

    private final Deque<Prediction> predictions = new ArrayDeque<>();

    /** Records that {@code remaining} items were left after {@code seconds}, with a rate in items per second above 0. */
    void observe(double seconds, double remaining, double perSecond) {
        if (predictions.isEmpty() || seconds - predictions.getLast().atSeconds() >= MIN_INTERVAL_S) {
            predictions.addLast(new Prediction(seconds, seconds + remaining / perSecond));
        }
        while (predictions.size() > 1 && predictions.getFirst().atSeconds() < seconds / 2) {
            predictions.removeFirst();
        }
    }

    /** The estimate after {@code seconds}; needs an observation. */
    TimeRange at(double seconds) {
        double min = Math.max(
                0,
                predictions.stream().mapToDouble(Prediction::endSeconds).min().orElseThrow() - seconds);
        double max = Math.max(
                0,
                predictions.stream().mapToDouble(Prediction::endSeconds).max().orElseThrow() - seconds);
        boolean early = seconds < EARLY_S || predictions.size() < EARLY_OBSERVATIONS;
        return new TimeRange(early ? EARLY_SHARE * min : min, max);
    }
}

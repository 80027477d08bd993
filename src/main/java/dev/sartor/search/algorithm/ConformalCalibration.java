package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.PredictedScore;
import java.util.ArrayList;
import java.util.List;

/**
 * Conformal calibration of a predictor's standard deviations: widens them so that 95 % of the scores observed so far lie within
 * two of them (Vovk, Gammerman, Shafer: Algorithmic Learning in a Random World, 2005). It is needed because a search evaluates
 * the candidates with the best predictions, where the errors are larger than on the training data.
 */
final class ConformalCalibration {
    private static final double COVERAGE = 0.95;
    /** With fewer observations, deviations are not widened. */
    private static final int MIN_OBSERVATIONS = 8;

    private static final double MAX_FACTOR = 5;

    /** Absolute errors in predicted standard deviations. */
    private final List<Double> normalisedErrors = new ArrayList<>();

    /** Adds an uncalibrated prediction and the score that was observed. */
    void observe(PredictedScore predicted, double score) {
        normalisedErrors.add(Math.abs(score - predicted.mean()) / Math.max(predicted.deviation(), Double.MIN_NORMAL));
    }

    /** The prediction with its deviation multiplied by a factor of at least 1. */
    PredictedScore widened(PredictedScore predicted) {
        return new PredictedScore(predicted.mean(), predicted.deviation() * factor());
    }

    private double factor() {
        if (normalisedErrors.size() < MIN_OBSERVATIONS) {
            return 1;
        }
        double[] sorted = normalisedErrors.stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        // the number of the smallest error that covers enough of the observations and a new one
        int index = Math.min(sorted.length, (int) Math.ceil(COVERAGE * (sorted.length + 1)));
        return Math.clamp(sorted[index - 1] / ForecastQuality.DEVIATIONS_OF_INTERVAL, 1, MAX_FACTOR);
    }
}

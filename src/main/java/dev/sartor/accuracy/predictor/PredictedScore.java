package dev.sartor.accuracy.predictor;

/**
 * What is expected of a score that was not measured.
 *
 * @param deviation standard deviation of the prediction error
 */
public record PredictedScore(double mean, double deviation) {
    public PredictedScore {
        if (!Double.isFinite(mean) || !(deviation >= 0)) {
            throw new IllegalArgumentException("An expectation of " + mean + " with a deviation of " + deviation);
        }
    }
}

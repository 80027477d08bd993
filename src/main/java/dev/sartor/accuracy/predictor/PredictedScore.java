package dev.sartor.accuracy.predictor;

/**
 * Predicted score of a network that was not evaluated.
 *
 * @param mean      mean of the score's predictive distribution
 * @param deviation standard deviation of the prediction error
 */
public record PredictedScore(double mean, double deviation) {
    public PredictedScore {
        if (!Double.isFinite(mean) || !(deviation >= 0)) {
            throw new IllegalArgumentException("A predicted score of " + mean + " with a deviation of " + deviation);
        }
    }
}

package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import java.util.List;

/**
 * Transform of scores to the scale on which predictors are fitted: accuracies become -log(error), where an improvement from 92 to
 * 93 % counts as much as one from 40 to 48 %; other scores stay as they are.
 */
record TargetTransform(EvaluationMetric metric) {
    /** Added to each error, so that an accuracy of 1 has a finite logarithm. */
    private static final double ERROR_OFFSET = 1e-4;

    /** Whether the scale is logarithmic. */
    boolean isLogarithmic() {
        return metric.equals(EvaluationMetric.ACCURACY);
    }

    /** The transformed score. */
    double apply(double score) {
        return isLogarithmic() ? -StrictMath.log(Math.max(ERROR_OFFSET, 1 + ERROR_OFFSET - score)) : score;
    }

    /** The derivative of {@link #apply(double)}. */
    double slope(double score) {
        return isLogarithmic() ? 1 / Math.max(ERROR_OFFSET, 1 + ERROR_OFFSET - score) : 1;
    }

    /** The transformed scores of genomes. */
    double[] apply(List<ScoredGenome> known) {
        return known.stream().mapToDouble(k -> apply(k.score())).toArray();
    }

    /** The score of which this is the transformed score. */
    double invert(double transformed) {
        return isLogarithmic() ? 1 + ERROR_OFFSET - StrictMath.exp(-transformed) : transformed;
    }

    /** The mean and deviation of a score whose transform is normally distributed. */
    PredictedScore invert(PredictedScore transformed) {
        if (!isLogarithmic()) {
            return transformed;
        }
        // the error is log-normal
        double variance = transformed.deviation() * transformed.deviation();
        double error = StrictMath.exp(-transformed.mean() + variance / 2);
        return new PredictedScore(1 + ERROR_OFFSET - error, error * Math.sqrt(StrictMath.expm1(variance)));
    }
}

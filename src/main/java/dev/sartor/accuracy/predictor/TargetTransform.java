package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor.Known;
import java.util.List;

/**
 * The scale on which scores of a measure are learnt. Accuracies are learnt as the logarithm of their error, in which a gain from
 * 92 to 93 % is as much as one from 40 to 48 %; scores as they are.
 */
record TargetTransform(EvaluationMetric measure) {
    /** Keeps an accuracy of 1 from being infinitely good. */
    private static final double LEAST_ERROR = 1e-4;

    /** Whether it is the logarithm of an error. */
    boolean ofErrors() {
        return measure.equals(EvaluationMetric.ACCURACY);
    }

    double learnt(double score) {
        return ofErrors() ? -StrictMath.log(Math.max(LEAST_ERROR, 1 + LEAST_ERROR - score)) : score;
    }

    double[] learnt(List<Known> known) {
        return known.stream().mapToDouble(k -> learnt(k.score())).toArray();
    }

    /** The score of a value on this scale. */
    double told(double learnt) {
        return ofErrors() ? 1 + LEAST_ERROR - StrictMath.exp(-learnt) : learnt;
    }

    /** The score's expectation where the value on this scale is normally distributed. */
    PredictedScore told(PredictedScore learnt) {
        if (!ofErrors()) {
            return learnt;
        }
        // the error is log-normal
        double variance = learnt.deviation() * learnt.deviation();
        double error = StrictMath.exp(-learnt.mean() + variance / 2);
        return new PredictedScore(1 + LEAST_ERROR - error, error * Math.sqrt(StrictMath.expm1(variance)));
    }
}

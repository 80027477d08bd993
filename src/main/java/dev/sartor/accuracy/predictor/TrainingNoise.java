package dev.sartor.accuracy.predictor;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The noise of one training, estimated from networks that were trained repeatedly: the pooled variance of their scores around their
 * means, on the scale of the predictor.
 *
 * @param variance of one training; meaningless without degrees of freedom
 * @param freedom  degrees of freedom: trainings minus networks, over the networks with repeats
 */
record TrainingNoise(double variance, int freedom) {

    static TrainingNoise of(TargetTransform transform, List<ScoredGenome> known) {
        double squares = 0;
        int freedom = 0;
        for (ScoredGenome k : known) {
            double slope = transform.slope(k.score());
            squares += slope * slope * k.squares();
            freedom += k.trainings() - 1;
        }
        return new TrainingNoise(freedom == 0 ? 0 : squares / freedom, freedom);
    }

    /** The variance relative to that of some values; empty without repeats, or if one of the two is 0. */
    OptionalDouble relativeTo(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double spread = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
        return freedom > 0 && variance > 0 && spread > 0
                ? OptionalDouble.of(Math.clamp(variance / spread, 1e-5, 1))
                : OptionalDouble.empty();
    }

    /** The standard deviation of the logarithm of an estimated variance, about sqrt(2 / freedom); infinite without repeats. */
    double logDeviation() {
        return freedom > 0 && variance > 0 ? Math.sqrt(2.0 / freedom) : Double.POSITIVE_INFINITY;
    }
}

package dev.sartor.accuracy.predictor;

import java.util.List;

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

    /** Whether there are repeats, and they differ. */
    boolean isKnown() {
        return freedom > 0 && variance > 0;
    }

    /**
     * The logarithm of the probability of the repeats if the true variance is another one, up to a constant; the logarithm of an
     * estimated variance has a deviation of about sqrt(2 / freedom).
     */
    double logProbability(double trueVariance) {
        double difference = StrictMath.log(trueVariance / variance);
        return -difference * difference * freedom / 4;
    }
}

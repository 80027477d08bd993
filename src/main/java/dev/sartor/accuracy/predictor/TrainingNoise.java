package dev.sartor.accuracy.predictor;

import java.util.List;

/**
 * The noise of one training, estimated from networks that were trained repeatedly: the pooled variance of their scores around
 * their means, on the scale of the predictor.
 *
 * @param variance variance of the score of one training; 0 if there are no degrees of freedom
 * @param freedom  degrees of freedom: trainings minus networks, over the networks with repeats
 */
record TrainingNoise(double variance, int freedom) {

    /** The noise of networks with known scores; those that were trained once do not contribute. */
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

    /** Whether networks were trained repeatedly, with different scores. */
    boolean isKnown() {
        return freedom > 0 && variance > 0;
    }

    /**
     * The logarithm of the probability of the estimated variance, given the true one, up to a constant. The logarithm of an
     * estimated variance has a standard deviation of about sqrt(2 / freedom).
     */
    double logProbability(double trueVariance) {
        double difference = StrictMath.log(trueVariance / variance);
        return -difference * difference * freedom / 4;
    }
}

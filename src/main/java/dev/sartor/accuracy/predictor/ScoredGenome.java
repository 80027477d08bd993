package dev.sartor.accuracy.predictor;

import dev.sartor.space.genome.Genome;

/**
 * Genome with its known score, from which predictors are fitted.
 *
 * @param genome    a canonical genome
 * @param score     the mean score of its trainings
 * @param trainings number of trainings of the network, at least 1
 * @param squares   sum of the squared differences of the trainings' scores from the mean
 */
public record ScoredGenome(Genome genome, double score, int trainings, double squares) {
    private static final int ONE_TRAINING = 1;
    private static final double NO_DIFFERENCES = 0;

    public ScoredGenome {
        if (trainings < 1 || !(squares >= 0)) {
            throw new IllegalArgumentException(
                    "A score of " + trainings + " trainings with squared differences of " + squares);
        }
    }

    /** The score of one training. */
    public ScoredGenome(Genome genome, double score) {
        this(genome, score, ONE_TRAINING, NO_DIFFERENCES);
    }
}

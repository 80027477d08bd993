package dev.sartor.accuracy.predictor;

import dev.sartor.space.genome.Genome;
import java.util.List;

/** Predictor that scores many genomes at once at little cost. Thread-safe; equal genomes have equal scores. */
public interface ScorePredictor {

    /**
     * Predicts the scores of canonical genomes.
     *
     * @param into receives the score of each genome, at the same index; larger is better
     */
    void predict(List<Genome> genomes, double[] into);
}

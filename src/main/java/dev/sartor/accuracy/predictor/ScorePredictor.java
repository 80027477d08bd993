package dev.sartor.accuracy.predictor;

import dev.sartor.space.genome.Genome;
import java.util.List;

/** Merits that cost next to nothing, for many networks at once. Thread-safe; equal genomes have equal scores. */
public interface ScorePredictor {

    /**
     * The scores of canonical genomes.
     *
     * @param into receives one for each genome, at the same place; larger is better
     */
    void predict(List<Genome> genomes, double[] into);
}

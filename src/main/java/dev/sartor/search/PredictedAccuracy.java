package dev.sartor.search;

import dev.sartor.space.Genome;
import java.util.List;

/** Accuracies that cost next to nothing, for many networks at once. Thread-safe; equal genomes have equal accuracies. */
public interface PredictedAccuracy {

    /**
     * The accuracies of canonical genomes.
     *
     * @param into receives one for each genome, at the same place; larger is better
     */
    void predict(List<Genome> genomes, double[] into);
}

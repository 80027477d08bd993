package dev.sartor.accuracy;

import dev.sartor.space.Genome;
import java.util.List;

/** Merits that cost next to nothing, for many networks at once. Thread-safe; equal genomes have equal merits. */
public interface PredictedMerits {

    /**
     * The merits of canonical genomes.
     *
     * @param into receives one for each genome, at the same place; larger is better
     */
    void predict(List<Genome> genomes, double[] into);
}

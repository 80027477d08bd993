package dev.sartor.accuracy.predictor;

import dev.sartor.space.genome.Genome;

/** A number that may say something about the accuracy of a network, such as the logarithm of its latency. Thread-safe. */
public interface NetworkFeature {
    /** A short name for messages and reports. */
    String name();

    /**
     * Computes the feature of a network.
     *
     * @param genome in canonical form (see SearchSpace.canonical) if {@link #isCostly}
     * @param units  indices of the network's units (stem, blocks, head) in order, see SearchSpace.unitGraph
     * @param length number of units
     */
    double of(Genome genome, int[] units, int length);

    /** Whether computing it takes milliseconds or more, so that it is computed for few networks only. */
    default boolean isCostly() {
        return false;
    }
}

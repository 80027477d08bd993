package dev.sartor.accuracy.predictor;

/** A number that may say something about the accuracy of a network, such as the logarithm of its latency. Thread-safe. */
public interface NetworkFeature {
    /** A short name for people. */
    String name();

    /**
     * Computes the feature of a network.
     *
     * @param units  its units in order, as indices into the space's unit graph
     * @param length number of units
     */
    double of(int[] units, int length);
}

package dev.sartor.accuracy.predictor;

/**
 * A genome as a point in the input space of a Gaussian process.
 *
 * @param choices   index of the chosen alternative of each gene
 * @param sizes     sizes of the network, in standard deviations from the mean of the space; empty if they are not used
 * @param trainings number of trainings that its value is the mean of
 */
record GenomePoint(int[] choices, double[] sizes, int trainings) {

    /** A point whose value is that of one training. */
    GenomePoint(int[] choices, double[] sizes) {
        this(choices, sizes, 1);
    }

    GenomePoint withTrainings(int count) {
        return new GenomePoint(choices, sizes, count);
    }
}

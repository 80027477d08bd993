package dev.sartor.accuracy.predictor;

/**
 * A genome as a point in the input space of a Gaussian process.
 *
 * @param choices index of the chosen alternative of each gene
 * @param sizes   sizes of the network, in standard deviations from the mean of the space; empty if they are not used
 */
record GenomePoint(int[] choices, double[] sizes) {}

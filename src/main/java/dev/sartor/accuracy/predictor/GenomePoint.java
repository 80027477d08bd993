package dev.sartor.accuracy.predictor;

/**
 * A genome as a point in the input space of a Gaussian process.
 *
 * @param choices    index of the chosen alternative of each gene
 * @param attributes features of the linear trend in the attributes of the choices ({@link ChoiceAttributes#trend})
 * @param sizes      sizes of the network (logarithms of MACs, parameters and blocks, and further features), in standard deviations
 *                   from the mean of the space
 * @param trainings  number of trainings whose mean score is the value at this point
 */
record GenomePoint(int[] choices, double[] attributes, double[] sizes, int trainings) {

    GenomePoint withTrainings(int count) {
        return new GenomePoint(choices, attributes, sizes, count);
    }
}

package dev.sartor.accuracy.predictor;

import java.util.Arrays;

/**
 * Covariance function of genomes, the sum of three: that of the choices, and two of the sizes of the network, one linear (their mean
 * product) and one rational quadratic (1 / (1 + half the scaled squared distance)).
 *
 * @param choices     covariance of the choices
 * @param trendWeight weight of the linear part, at least 0
 * @param sizeWeight  weight of the rational quadratic part, at least 0
 * @param sizeScales  influence of each size in the rational quadratic part
 */
record GenomeKernel(ChoiceKernel choices, double trendWeight, double sizeWeight, double[] sizeScales) {
    private static final double MAX_WEIGHT = 1000;
    private static final double MIN_WEIGHT = 1e-4;

    /**
     * The kernel with which the search for hyperparameters starts.
     *
     * @param geneSizes number of alternatives of each gene
     * @param sizes     number of sizes
     */
    static GenomeKernel initial(int[] geneSizes, int sizes) {
        double[] sizeScales = new double[sizes];
        Arrays.fill(sizeScales, 1.0 / sizes);
        return new GenomeKernel(ChoiceKernel.initial(geneSizes), 0, 0, sizeScales);
    }

    /**
     * The sum of the squared logarithms of all scales, relative to their initial values: how far the kernel is from one in which all
     * genes have equal influence.
     */
    double squaredLogScales() {
        double sum = choices.addSquaredLogScales(0);
        for (double scale : sizeScales) {
            double logarithm = StrictMath.log(scale / (1.0 / sizeScales.length));
            sum += logarithm * logarithm;
        }
        return sum;
    }

    GenomeKernel withChoices(ChoiceKernel other) {
        return new GenomeKernel(other, trendWeight, sizeWeight, sizeScales);
    }

    /** The same kernel with another weight of the linear part: 0, or a value within bounds. */
    GenomeKernel withTrendWeight(double weight) {
        return new GenomeKernel(choices, bounded(weight), sizeWeight, sizeScales);
    }

    /** The same kernel with another weight of the rational quadratic part: 0, or a value within bounds. */
    GenomeKernel withSizeWeight(double weight) {
        return new GenomeKernel(choices, trendWeight, bounded(weight), sizeScales);
    }

    /** The same kernel with the scale of one size multiplied by a factor, within bounds. */
    GenomeKernel withScaledSize(int size, double factor) {
        double[] other = sizeScales.clone();
        other[size] = Math.clamp(other[size] * factor, 1e-4, 100);
        return new GenomeKernel(choices, trendWeight, sizeWeight, other);
    }

    private static double bounded(double weight) {
        return weight == 0 ? 0 : Math.clamp(weight, MIN_WEIGHT, MAX_WEIGHT);
    }

    /** The covariance of two genomes. */
    double covariance(GenomePoint a, GenomePoint b) {
        double covariance = choices.covariance(a.choices(), b.choices());
        if (trendWeight > 0) {
            covariance += trendWeight * meanProduct(a.sizes(), b.sizes());
        }
        if (sizeWeight > 0) {
            covariance += sizeWeight / (1 + squaredDistance(a.sizes(), b.sizes()) / 2);
        }
        return covariance;
    }

    private static double meanProduct(double[] a, double[] b) {
        double sum = 0;
        for (int s = 0; s < a.length; s++) {
            sum += a[s] * b[s];
        }
        return sum / a.length;
    }

    private double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int s = 0; s < a.length; s++) {
            double difference = a[s] - b[s];
            sum += sizeScales[s] * difference * difference;
        }
        return sum;
    }
}

package dev.sartor.accuracy.predictor;

import java.util.Arrays;

/**
 * Covariance function of genomes, the sum of three:
 *
 * <ul>
 *   <li>of the choices, in (0, 1]: for one gene exp(-scale d), where the distance d is 0 for equal choices, and otherwise a mean of
 *       the distance in the list of alternatives (which suits kernel sizes 3, 5, 7) and 1 (which suits kinds of blocks); for whole
 *       genomes a mean of the product over the genes, which models interactions, and of their average, which models independent
 *       effects;
 *   <li>linear in the sizes of the network: a trend weight times their mean product;
 *   <li>rational quadratic in the sizes: a size weight times 1 / (1 + half the scaled squared distance).
 * </ul>
 */
final class GenomeKernel {
    private static final double MAX_WEIGHT = 1000;
    private static final double MIN_WEIGHT = 1e-4;

    private final int[] geneSizes;
    private final Hyperparameters parameters;
    /** The covariance of two choices of one gene, for each gene. */
    private final double[][] tables;

    /**
     * @param scales        influence of each gene
     * @param ordinalShare  weight of the distance in the list of alternatives, in [0, 1]
     * @param additiveShare weight of the average over the genes, in [0, 1]
     * @param trendWeight   weight of the linear part, at least 0
     * @param sizeWeight    weight of the rational quadratic part, at least 0
     * @param sizeScales    influence of each size in the rational quadratic part
     */
    private record Hyperparameters(
            double[] scales,
            double ordinalShare,
            double additiveShare,
            double trendWeight,
            double sizeWeight,
            double[] sizeScales) {}

    private GenomeKernel(int[] geneSizes, Hyperparameters parameters) {
        this.geneSizes = geneSizes;
        this.parameters = parameters;
        tables = new double[geneSizes.length][];
        Arrays.setAll(tables, g -> table(geneSizes[g], parameters.scales()[g]));
    }

    /**
     * The kernel with which the search for hyperparameters starts.
     *
     * @param geneSizes number of alternatives of each gene
     */
    static GenomeKernel initial(int[] geneSizes) {
        double[] scales = new double[geneSizes.length];
        Arrays.fill(scales, initialScale(geneSizes.length));
        double[] sizeScales = new double[GenomeFeatures.SIZES];
        Arrays.fill(sizeScales, initialSizeScale());
        return new GenomeKernel(geneSizes.clone(), new Hyperparameters(scales, 0.5, 0.3, 0, 0, sizeScales));
    }

    private static double initialScale(int genes) {
        return 2.4 / Math.max(1, genes);
    }

    private static double initialSizeScale() {
        return 1.0 / GenomeFeatures.SIZES;
    }

    private double[] table(int size, double scale) {
        double[] table = new double[size * size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                double distance = (double) Math.abs(a - b) / (size - 1);
                table[a * size + b] = a == b
                        ? 1
                        : StrictMath.exp(-scale * (parameters.ordinalShare * distance + 1 - parameters.ordinalShare));
            }
        }
        return table;
    }

    /** Number of genes. */
    int genes() {
        return geneSizes.length;
    }

    /**
     * The sum of the squared logarithms of all scales, relative to their initial values: how far the kernel is from one in which all
     * genes have equal influence.
     */
    double squaredLogScales() {
        double sum = 0;
        for (double scale : parameters.scales) {
            double logarithm = StrictMath.log(scale / initialScale(geneSizes.length));
            sum += logarithm * logarithm;
        }
        for (double scale : parameters.sizeScales) {
            double logarithm = StrictMath.log(scale / initialSizeScale());
            sum += logarithm * logarithm;
        }
        return sum;
    }

    /** The same kernel with the scale of one gene multiplied by a factor, within bounds. */
    GenomeKernel withScaledGene(int gene, double factor) {
        double[] other = parameters.scales.clone();
        other[gene] = Math.clamp(other[gene] * factor, 1e-3, 8);
        return with(
                other,
                parameters.ordinalShare,
                parameters.additiveShare,
                parameters.trendWeight,
                parameters.sizeWeight,
                parameters.sizeScales);
    }

    /** The same kernel with the scale of one size multiplied by a factor, within bounds. */
    GenomeKernel withScaledSize(int size, double factor) {
        double[] other = parameters.sizeScales.clone();
        other[size] = Math.clamp(other[size] * factor, 1e-4, 100);
        return with(
                parameters.scales,
                parameters.ordinalShare,
                parameters.additiveShare,
                parameters.trendWeight,
                parameters.sizeWeight,
                other);
    }

    GenomeKernel withOrdinalShare(double share) {
        return with(
                parameters.scales,
                share,
                parameters.additiveShare,
                parameters.trendWeight,
                parameters.sizeWeight,
                parameters.sizeScales);
    }

    /** The same kernel with the odds of the additive share multiplied by a factor, within bounds. */
    GenomeKernel withScaledAdditiveOdds(double factor) {
        double odds = parameters.additiveShare / (1 - parameters.additiveShare) * factor;
        return with(
                parameters.scales,
                parameters.ordinalShare,
                Math.clamp(odds / (1 + odds), 1e-3, 1 - 1e-3),
                parameters.trendWeight,
                parameters.sizeWeight,
                parameters.sizeScales);
    }

    double trendWeight() {
        return parameters.trendWeight;
    }

    /** The same kernel with another weight of the linear part: 0, or a value within bounds. */
    GenomeKernel withTrendWeight(double weight) {
        return with(
                parameters.scales,
                parameters.ordinalShare,
                parameters.additiveShare,
                bounded(weight),
                parameters.sizeWeight,
                parameters.sizeScales);
    }

    double sizeWeight() {
        return parameters.sizeWeight;
    }

    /** The same kernel with another weight of the rational quadratic part: 0, or a value within bounds. */
    GenomeKernel withSizeWeight(double weight) {
        return with(
                parameters.scales,
                parameters.ordinalShare,
                parameters.additiveShare,
                parameters.trendWeight,
                bounded(weight),
                parameters.sizeScales);
    }

    private static double bounded(double weight) {
        return weight == 0 ? 0 : Math.clamp(weight, MIN_WEIGHT, MAX_WEIGHT);
    }

    private GenomeKernel with(
            double[] scales,
            double ordinalShare,
            double additiveShare,
            double trendWeight,
            double sizeWeight,
            double[] sizeScales) {
        return new GenomeKernel(
                geneSizes,
                new Hyperparameters(scales, ordinalShare, additiveShare, trendWeight, sizeWeight, sizeScales));
    }

    /** The covariance of two genomes. */
    double covariance(GenomePoint a, GenomePoint b) {
        double covariance = ofChoices(a.choices(), b.choices());
        if (parameters.trendWeight > 0) {
            covariance += parameters.trendWeight * meanProduct(a.sizes(), b.sizes());
        }
        if (parameters.sizeWeight > 0) {
            covariance += parameters.sizeWeight / (1 + squaredDistance(a.sizes(), b.sizes()) / 2);
        }
        return covariance;
    }

    private double ofChoices(int[] a, int[] b) {
        double product = 1;
        double sum = 0;
        for (int g = 0; g < tables.length; g++) {
            double covariance = tables[g][a[g] * geneSizes[g] + b[g]];
            product *= covariance;
            sum += covariance;
        }
        return (1 - parameters.additiveShare) * product + parameters.additiveShare * sum / tables.length;
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
            sum += parameters.sizeScales[s] * difference * difference;
        }
        return sum;
    }
}

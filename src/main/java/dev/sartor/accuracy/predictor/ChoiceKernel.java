package dev.sartor.accuracy.predictor;

import java.util.Arrays;

/**
 * Covariance function of the choices of two genomes, in (0, 1]. For one gene it is exp(-scale d), where the distance d is 0 for equal
 * choices, and otherwise a mean of the distance in the list of alternatives (which suits kernel sizes 3, 5, 7) and 1 (which suits
 * kinds of blocks). For whole genomes it is a mean of the product over the genes, which models interactions, and of their average,
 * which models independent effects.
 */
final class ChoiceKernel {
    private final int[] geneSizes;
    private final double[] scales;
    private final double ordinalShare;
    private final double additiveShare;
    /** The covariance of two choices of one gene, for each gene. */
    private final double[][] tables;

    /**
     * @param geneSizes     number of alternatives of each gene
     * @param scales        influence of each gene
     * @param ordinalShare  weight of the distance in the list of alternatives, in [0, 1]
     * @param additiveShare weight of the average over the genes, in [0, 1]
     */
    private ChoiceKernel(int[] geneSizes, double[] scales, double ordinalShare, double additiveShare) {
        this.geneSizes = geneSizes;
        this.scales = scales;
        this.ordinalShare = ordinalShare;
        this.additiveShare = additiveShare;
        tables = new double[geneSizes.length][];
        Arrays.setAll(tables, g -> table(geneSizes[g], scales[g]));
    }

    /** The kernel with which the search for hyperparameters starts. */
    static ChoiceKernel initial(int[] geneSizes) {
        double[] scales = new double[geneSizes.length];
        Arrays.fill(scales, initialScale(geneSizes.length));
        return new ChoiceKernel(geneSizes.clone(), scales, 0.5, 0.3);
    }

    private static double initialScale(int genes) {
        return 2.4 / Math.max(1, genes);
    }

    private double[] table(int size, double scale) {
        double[] table = new double[size * size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                double distance = (double) Math.abs(a - b) / (size - 1);
                table[a * size + b] =
                        a == b ? 1 : StrictMath.exp(-scale * (ordinalShare * distance + 1 - ordinalShare));
            }
        }
        return table;
    }

    /** Number of genes. */
    int genes() {
        return geneSizes.length;
    }

    /** Adds the squared logarithms of the scales, relative to their initial value, to a sum. */
    double addSquaredLogScales(double sum) {
        for (double scale : scales) {
            double logarithm = StrictMath.log(scale / initialScale(geneSizes.length));
            sum += logarithm * logarithm;
        }
        return sum;
    }

    /** The same kernel with the scale of one gene multiplied by a factor, within bounds. */
    ChoiceKernel withScaledGene(int gene, double factor) {
        double[] other = scales.clone();
        other[gene] = Math.clamp(other[gene] * factor, 1e-3, 8);
        return new ChoiceKernel(geneSizes, other, ordinalShare, additiveShare);
    }

    ChoiceKernel withOrdinalShare(double share) {
        return new ChoiceKernel(geneSizes, scales, share, additiveShare);
    }

    /** The same kernel with the odds of the additive share multiplied by a factor, within bounds. */
    ChoiceKernel withScaledAdditiveOdds(double factor) {
        double odds = additiveShare / (1 - additiveShare) * factor;
        return new ChoiceKernel(geneSizes, scales, ordinalShare, Math.clamp(odds / (1 + odds), 1e-3, 1 - 1e-3));
    }

    /** The covariance of two genomes, given by their choices. */
    double covariance(int[] a, int[] b) {
        double product = 1;
        double sum = 0;
        for (int g = 0; g < tables.length; g++) {
            double covariance = tables[g][a[g] * geneSizes[g] + b[g]];
            product *= covariance;
            sum += covariance;
        }
        return (1 - additiveShare) * product + additiveShare * sum / tables.length;
    }
}

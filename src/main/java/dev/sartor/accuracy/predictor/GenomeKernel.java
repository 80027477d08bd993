package dev.sartor.accuracy.predictor;

import java.util.Arrays;

/**
 * Covariance function of genomes, in (0, 1]. For one gene it is exp(-scale d), where the distance d is 0 for equal choices, and
 * otherwise a mean of the distance in the list of alternatives (which suits kernel sizes 3, 5, 7) and 1 (which suits kinds of
 * blocks). For whole genomes it is a mean of the product over the genes, which models interactions, and of their average, which
 * models independent effects.
 */
final class GenomeKernel {
    private final int[] sizes;
    private final double[] scales;
    private final double ordinalShare;
    private final double additiveShare;
    /** The covariance of two choices of one gene, for each gene. */
    private final double[][] tables;

    /**
     * @param sizes         number of alternatives of each gene
     * @param scales        influence of each gene
     * @param ordinalShare  weight of the distance in the list of alternatives, in [0, 1]
     * @param additiveShare weight of the average over the genes, in [0, 1]
     */
    private GenomeKernel(int[] sizes, double[] scales, double ordinalShare, double additiveShare) {
        this.sizes = sizes;
        this.scales = scales;
        this.ordinalShare = ordinalShare;
        this.additiveShare = additiveShare;
        tables = new double[sizes.length][];
        Arrays.setAll(tables, g -> table(sizes[g], scales[g]));
    }

    /** The kernel with which the search for hyperparameters starts. */
    static GenomeKernel initial(int[] sizes) {
        double[] scales = new double[sizes.length];
        Arrays.fill(scales, 2.4 / Math.max(1, sizes.length));
        return new GenomeKernel(sizes.clone(), scales, 0.5, 0.3);
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
        return sizes.length;
    }

    /** The same kernel with the scale of one gene multiplied by a factor, within bounds. */
    GenomeKernel withScaledGene(int gene, double factor) {
        double[] other = scales.clone();
        other[gene] = Math.clamp(other[gene] * factor, 1e-3, 8);
        return new GenomeKernel(sizes, other, ordinalShare, additiveShare);
    }

    GenomeKernel withOrdinalShare(double share) {
        return new GenomeKernel(sizes, scales, share, additiveShare);
    }

    /** The same kernel with the odds of the additive share multiplied by a factor, within bounds. */
    GenomeKernel withScaledAdditiveOdds(double factor) {
        double odds = additiveShare / (1 - additiveShare) * factor;
        return new GenomeKernel(sizes, scales, ordinalShare, Math.clamp(odds / (1 + odds), 1e-3, 1 - 1e-3));
    }

    /** The covariance of two genomes, given by their choices. */
    double covariance(int[] a, int[] b) {
        double product = 1;
        double sum = 0;
        for (int g = 0; g < tables.length; g++) {
            double covariance = tables[g][a[g] * sizes[g] + b[g]];
            product *= covariance;
            sum += covariance;
        }
        return (1 - additiveShare) * product + additiveShare * sum / tables.length;
    }
}

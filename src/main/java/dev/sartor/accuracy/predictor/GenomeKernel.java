package dev.sartor.accuracy.predictor;

import java.util.Arrays;

/**
 * How alike two genomes are, in (0, 1]: gene by gene exp(-scale d), where d is 0 for equal choices, and otherwise between how
 * far apart they stand in the list of alternatives (kernels 3, 5, 7) and 1 (kinds of blocks). The genes' likenesses count as
 * their product, under which genes act on each other, and as their mean, under which each acts alone.
 */
final class GenomeKernel {
    private final int[] sizes;
    private final double[] scales;
    private final double ordinal;
    private final double alone;
    private final double[][] tables;

    /**
     * @param sizes   alternatives of each gene
     * @param scales  how much each gene matters
     * @param ordinal share of the distance in the list, in [0, 1]
     * @param alone   share of the mean, in [0, 1]
     */
    private GenomeKernel(int[] sizes, double[] scales, double ordinal, double alone) {
        this.sizes = sizes;
        this.scales = scales;
        this.ordinal = ordinal;
        this.alone = alone;
        tables = new double[sizes.length][];
        Arrays.setAll(tables, g -> table(sizes[g], scales[g]));
    }

    /** A kernel to begin with. */
    static GenomeKernel of(int[] sizes) {
        double[] scales = new double[sizes.length];
        Arrays.fill(scales, 2.4 / Math.max(1, sizes.length));
        return new GenomeKernel(sizes.clone(), scales, 0.5, 0.3);
    }

    private double[] table(int size, double scale) {
        double[] table = new double[size * size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                double apart = (double) Math.abs(a - b) / (size - 1);
                table[a * size + b] = a == b ? 1 : StrictMath.exp(-scale * (ordinal * apart + 1 - ordinal));
            }
        }
        return table;
    }

    int genes() {
        return sizes.length;
    }

    /** The kernel with one gene's scale times a factor, within bounds. */
    GenomeKernel scaled(int gene, double factor) {
        double[] other = scales.clone();
        other[gene] = Math.clamp(other[gene] * factor, 1e-3, 8);
        return new GenomeKernel(sizes, other, ordinal, alone);
    }

    GenomeKernel withOrdinal(double share) {
        return new GenomeKernel(sizes, scales, share, alone);
    }

    /** The kernel with the odds of the mean against the product times a factor. */
    GenomeKernel moreAlone(double factor) {
        double odds = alone / (1 - alone) * factor;
        return new GenomeKernel(sizes, scales, ordinal, Math.clamp(odds / (1 + odds), 1e-3, 1 - 1e-3));
    }

    double of(int[] a, int[] b) {
        double product = 1;
        double sum = 0;
        for (int g = 0; g < tables.length; g++) {
            double alike = tables[g][a[g] * sizes[g] + b[g]];
            product *= alike;
            sum += alike;
        }
        return (1 - alone) * product + alone * sum / tables.length;
    }
}

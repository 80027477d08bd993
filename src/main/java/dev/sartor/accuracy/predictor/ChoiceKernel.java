package dev.sartor.accuracy.predictor;

import java.util.Arrays;

/**
 * Covariance function of the choices of two genomes, in (0, 1]. For one gene it is exp(-scale * d), where d is 0 for equal choices, and
 * otherwise attributeShare times the distance of their attributes ({@link ChoiceAttributes}) plus 1 - attributeShare. For whole
 * genomes it is a weighted mean of two values: the product over the genes, which models interactions, and their average, which models
 * independent effects.
 */
final class ChoiceKernel {
    private final int[] geneSizes;
    private final double additiveShare;
    /** The covariance of two choices of one gene: [gene][first choice * alternatives + second choice]. */
    private final double[][] tables;

    /**
     * @param attributes     of the genes
     * @param geneSizes      number of alternatives of each gene
     * @param scales         of each gene: the larger, the less similar are networks that differ in it
     * @param attributeShare weight of the distance of the attributes, in [0, 1]
     * @param additiveShare  weight of the average over the genes, in [0, 1]
     */
    ChoiceKernel(
            ChoiceAttributes attributes,
            int[] geneSizes,
            double[] scales,
            double attributeShare,
            double additiveShare) {
        this.geneSizes = geneSizes;
        this.additiveShare = additiveShare;
        tables = new double[geneSizes.length][];
        Arrays.setAll(tables, g -> table(attributes.distances(g), geneSizes[g], scales[g], attributeShare));
    }

    private static double[] table(double[] distances, int size, double scale, double attributeShare) {
        double[] table = new double[distances.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = i / size == i % size
                    ? 1
                    : StrictMath.exp(-scale * (attributeShare * distances[i] + 1 - attributeShare));
        }
        return table;
    }

    double additiveShare() {
        return additiveShare;
    }

    /** The covariance of two choices of a gene. */
    double covariance(int gene, int a, int b) {
        return tables[gene][a * geneSizes[gene] + b];
    }

    /** The covariance of two genomes, given by their choices. */
    double covariance(int[] a, int[] b) {
        double product = 1;
        double sum = 0;
        for (int g = 0; g < tables.length; g++) {
            double covariance = covariance(g, a[g], b[g]);
            product *= covariance;
            sum += covariance;
        }
        return (1 - additiveShare) * product + additiveShare * sum / tables.length;
    }
}

package dev.sartor.accuracy.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mean of a fitted {@link GaussianProcess}, arranged so that millions of genomes can be predicted in a search. Terms that
 * are sums over genes are looked up in one table for each gene. Products of the covariances of several genes are looked up in
 * common tables, in which those for all known points are adjacent. Immutable.
 */
final class GenomeMeans {
    /** Largest number of combinations of choices in one table; genes are grouped accordingly. */
    private static final int MAX_COMBINATIONS = 128;

    private final double average;
    /** What a choice adds to the mean, [gene][choice], and what an increase of a standardised size by 1 adds, [size]. */
    private final double[][] effects;

    private final double[] sizeEffects;
    private final List<GeneGroup> groups;
    private final double sizeWeight;
    /** By known point: the part of its weight for the products over genes, and its whole weight in the mean of the process. */
    private final double[] productWeights;

    private final double[] weights;
    /** Sizes of the known points, each times its factor, the root of half its scale: [size][point]. */
    private final double[][] sizes;

    private final double[] sizeFactors;

    /**
     * Adjacent genes, and the products of the covariances of their choices with each known point: [combination * points +
     * point]. The size of a gene is the number of its alternatives, while that of a network is one such as its MACs.
     */
    private record GeneGroup(int first, int[] geneSizes, double[] products) {
        /** The index of the combination of these genes' choices. */
        int combination(int[] choices) {
            int index = 0;
            for (int g = 0; g < geneSizes.length; g++) {
                index = index * geneSizes[g] + choices[first + g];
            }
            return index;
        }
    }

    GenomeMeans(GenomeFeatures features, GenomeKernel kernel, GenomePoints points, double average, double[] weights) {
        this.average = average;
        this.weights = weights;
        int[] geneSizes = features.geneSizes();
        double additive = kernel.choices().additiveShare();
        productWeights = new double[weights.length];
        double[] trend = new double[features.attributes().trendSize()];
        sizeEffects = new double[features.sizes()];
        sizes = new double[sizeEffects.length][weights.length];
        sizeFactors = new double[sizeEffects.length];
        for (int s = 0; s < sizeFactors.length; s++) {
            sizeFactors[s] = Math.sqrt(kernel.sizeScales()[s] / 2);
        }
        for (int i = 0; i < weights.length; i++) {
            productWeights[i] = (1 - additive) * weights[i];
            GenomePoint point = points.get(i);
            for (int t = 0; t < trend.length; t++) {
                trend[t] += kernel.attributeWeight() * weights[i] * point.attributes()[t];
            }
            for (int s = 0; s < sizeEffects.length; s++) {
                sizeEffects[s] += kernel.trendWeight() * weights[i] * point.sizes()[s] / sizeEffects.length;
                sizes[s][i] = sizeFactors[s] * point.sizes()[s];
            }
        }
        sizeWeight = kernel.sizeWeight();
        effects = new double[geneSizes.length][];
        for (int g = 0; g < effects.length; g++) {
            effects[g] = features.attributes().effects(g, trend);
            for (int choice = 0; choice < geneSizes[g]; choice++) {
                for (int i = 0; i < weights.length; i++) {
                    effects[g][choice] += additive
                            * weights[i]
                            * kernel.choices()
                                    .covariance(g, choice, points.get(i).choices()[g])
                            / geneSizes.length;
                }
            }
        }
        groups = groups(geneSizes, kernel.choices(), points);
    }

    /** Divides all genes into groups. */
    private static List<GeneGroup> groups(int[] geneSizes, ChoiceKernel kernel, GenomePoints points) {
        List<GeneGroup> groups = new ArrayList<>();
        for (int first = 0; first < geneSizes.length; ) {
            int end = first + 1;
            int combinations = geneSizes[first];
            while (end < geneSizes.length && combinations * geneSizes[end] <= MAX_COMBINATIONS) {
                combinations *= geneSizes[end++];
            }
            groups.add(group(geneSizes, first, end, combinations, kernel, points));
            first = end;
        }
        return groups;
    }

    private static GeneGroup group(
            int[] geneSizes, int first, int end, int combinations, ChoiceKernel kernel, GenomePoints points) {
        int[] groupSizes = Arrays.copyOfRange(geneSizes, first, end);
        double[] products = new double[combinations * points.size()];
        for (int c = 0; c < combinations; c++) {
            for (int i = 0; i < points.size(); i++) {
                double product = 1;
                int rest = c;
                for (int g = end - 1; g >= first; g--) {
                    product *= kernel.covariance(
                            g, rest % geneSizes[g], points.get(i).choices()[g]);
                    rest /= geneSizes[g];
                }
                products[c * points.size() + i] = product;
            }
        }
        return new GeneGroup(first, groupSizes, products);
    }

    /** Number of known points, which is the length of the buffers. */
    int points() {
        return weights.length;
    }

    /**
     * The mean at a point.
     *
     * @param choices index of the chosen alternative of each gene
     * @param size    sizes of the network
     * @param buffer  an array of {@link #points()} numbers, which is overwritten
     */
    double mean(int[] choices, double[] size, double[] buffer) {
        double mean = average;
        for (int g = 0; g < effects.length; g++) {
            mean += effects[g][choices[g]];
        }
        for (int s = 0; s < size.length; s++) {
            mean += sizeEffects[s] * size[s];
        }
        return mean + productSum(choices, buffer) + sizeWeight * rationalQuadraticSum(size, buffer);
    }

    /** The weighted sum over the known points of the product of the covariances of all genes. */
    private double productSum(int[] choices, double[] buffer) {
        System.arraycopy(productWeights, 0, buffer, 0, buffer.length);
        for (GeneGroup group : groups) {
            multiply(buffer, group.products(), group.combination(choices) * buffer.length);
        }
        return sum(buffer);
    }

    private static void multiply(double[] buffer, double[] products, int from) {
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] *= products[from + i];
        }
    }

    /** The weighted sum over the known points of the rational quadratic covariance of the sizes. */
    private double rationalQuadraticSum(double[] size, double[] buffer) {
        Arrays.fill(buffer, 1);
        for (int s = 0; s < size.length; s++) {
            addSquaredDifferences(buffer, sizes[s], sizeFactors[s] * size[s]);
        }
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = weights[i] / buffer[i];
        }
        return sum(buffer);
    }

    private static void addSquaredDifferences(double[] buffer, double[] values, double value) {
        for (int i = 0; i < buffer.length; i++) {
            double difference = values[i] - value;
            buffer[i] += difference * difference;
        }
    }

    /** The sum, in four partial sums, so that one addition need not wait for the one before. */
    private static double sum(double[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < values.length; i++) {
            a += values[i];
        }
        return (a + b) + (c + d);
    }
}

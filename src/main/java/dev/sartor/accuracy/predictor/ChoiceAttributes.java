package dev.sartor.accuracy.predictor;

import dev.sartor.space.genome.Gene;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The alternatives of genes as points: one coordinate for each attribute in which the alternatives of a gene differ, such as
 * kernel size, expansion or kind, taken from their labels ({@code ir_k3_e6_se0.25}). A coordinate is the rank of the value
 * among those of the gene, from 0 to 1; an attribute that an alternative lacks ranks lowest. So {@code k3_e3} lies nearer to
 * {@code k3_e6} than to {@code k5_e6}, wherever they stand in the list.
 */
final class ChoiceAttributes {
    /** A token of a label: a key, if any, and a number. */
    private static final Pattern NUMBER = Pattern.compile("([a-z]*)([0-9.]+)");
    /** The value of an attribute that an alternative lacks. */
    private static final double ABSENT = -1;

    /** Coordinates, with mean 0 and standard deviation 1 over the alternatives of a gene: [gene][alternative][attribute]. */
    private final double[][][] standardised;
    /** The distance of each two alternatives, as a mean over attributes: [gene][first alternative * alternatives + second]. */
    private final double[][] distances;
    /** For each coordinate of a gene, the index of its attribute; genes may have the same attribute: [gene][coordinate]. */
    private final int[][] attributes;
    /** For each attribute, the number of genes that have it. */
    private final int[] genesOf;

    /** Number of coordinates of all genes. */
    private final int coordinates;

    ChoiceAttributes(List<Gene> genes) {
        standardised = new double[genes.size()][][];
        distances = new double[genes.size()][];
        attributes = new int[genes.size()][];
        // in a large space many genes have the same alternatives
        Map<List<String>, Alternatives> known = new HashMap<>();
        Map<String, Integer> indices = new HashMap<>();
        List<Integer> counts = new ArrayList<>();
        int all = 0;
        for (int g = 0; g < attributes.length; g++) {
            Gene gene = genes.get(g);
            Alternatives alternatives = known.computeIfAbsent(key(gene), _ -> Alternatives.of(ranks(gene)));
            distances[g] = alternatives.distances();
            standardised[g] = alternatives.standardised();
            attributes[g] = new int[alternatives.names().size()];
            int next = 0;
            for (String name : alternatives.names()) {
                int index = indices.computeIfAbsent(name, _ -> indices.size());
                if (index == counts.size()) {
                    counts.add(0);
                }
                counts.set(index, counts.get(index) + 1);
                attributes[g][next++] = index;
            }
            all += next;
        }
        coordinates = all;
        genesOf = counts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A key that is equal for genes of the same role with the same alternatives. */
    private static List<String> key(Gene gene) {
        return Stream.concat(Stream.of(gene.role().name()), gene.alternatives().stream())
                .toList();
    }

    /** The attributes of the alternatives of one gene; the arrays are those of the fields above for this gene. */
    private record Alternatives(List<String> names, double[][] standardised, double[] distances) {
        static Alternatives of(Map<String, double[]> ranks) {
            double[][] values = ranks.values().toArray(double[][]::new);
            return new Alternatives(
                    List.copyOf(ranks.keySet()),
                    ChoiceAttributes.standardise(values),
                    ChoiceAttributes.distances(values));
        }
    }

    /** For each attribute, the ranks of the alternatives, from 0 to 1. */
    private static Map<String, double[]> ranks(Gene gene) {
        List<Map<String, Double>> values = gene.alternatives().stream()
                .map(label -> values(gene.role(), label))
                .toList();
        Set<String> names = new TreeSet<>();
        values.forEach(v -> names.addAll(v.keySet()));
        Map<String, double[]> ranks = new TreeMap<>();
        for (String name : names) {
            List<Double> distinct = values.stream()
                    .map(v -> v.getOrDefault(name, ABSENT))
                    .distinct()
                    .sorted()
                    .toList();
            if (distinct.size() > 1) {
                ranks.put(
                        name,
                        values.stream()
                                .mapToDouble(v ->
                                        (double) distinct.indexOf(v.getOrDefault(name, ABSENT)) / (distinct.size() - 1))
                                .toArray());
            }
        }
        return ranks;
    }

    /**
     * The values of the attributes of one alternative: {@code k5} has the value 5 of attribute {@code k}, a word without
     * number 1.
     */
    private static Map<String, Double> values(Gene.Role role, String label) {
        Map<String, Double> values = new TreeMap<>();
        for (String token : label.split("_")) {
            Matcher number = NUMBER.matcher(token);
            if (number.matches()) {
                values.put(number.group(1).isEmpty() ? role.name() : number.group(1), number(number.group(2)));
            } else {
                values.put(token, 1.0);
            }
        }
        return values;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** The distance of each two alternatives: the mean difference of their ranks. */
    private static double[] distances(double[][] ranks) {
        int size = ranks[0].length;
        double[] distances = new double[size * size];
        for (double[] rank : ranks) {
            for (int i = 0; i < distances.length; i++) {
                distances[i] += Math.abs(rank[i / size] - rank[i % size]) / ranks.length;
            }
        }
        return distances;
    }

    /** The ranks with mean 0 and standard deviation 1: [alternative][attribute]. */
    private static double[][] standardise(double[][] ranks) {
        double[][] points = new double[ranks[0].length][ranks.length];
        for (int a = 0; a < ranks.length; a++) {
            double mean = Arrays.stream(ranks[a]).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(ranks[a])
                    .map(r -> (r - mean) * (r - mean))
                    .average()
                    .orElseThrow());
            for (int i = 0; i < points.length; i++) {
                points[i][a] = (ranks[a][i] - mean) / deviation;
            }
        }
        return points;
    }

    /** The distance of each two alternatives of a gene, in [0, 1], as a matrix row by row. */
    double[] distances(int gene) {
        return distances[gene];
    }

    /** The length of the arrays of {@link #trend}. */
    int trendSize() {
        return coordinates + genesOf.length;
    }

    /**
     * The features of a linear trend: the coordinates of all choices, and for each attribute the sum over the genes. They are
     * scaled so that the scalar product of the features of two genomes is the mean product of their coordinates, plus the
     * mean product of their sums, where each sum has standard deviation 1.
     */
    double[] trend(int[] choices) {
        double[] trend = new double[trendSize()];
        for (int g = 0, next = 0; g < choices.length; g++) {
            double[] point = standardised[g][choices[g]];
            for (int a = 0; a < point.length; a++) {
                trend[next++] = point[a] / Math.sqrt(coordinates);
                int attribute = attributes[g][a];
                trend[coordinates + attribute] += point[a] / Math.sqrt((double) genesOf[attribute] * genesOf.length);
            }
        }
        return trend;
    }

    /** For each alternative of a gene, what choosing it adds to the scalar product of {@link #trend} with some weights. */
    double[] effects(int gene, double[] weights) {
        int first = 0;
        for (int g = 0; g < gene; g++) {
            first += attributes[g].length;
        }
        double[] effects = new double[standardised[gene].length];
        for (int i = 0; i < effects.length; i++) {
            double[] point = standardised[gene][i];
            for (int a = 0; a < point.length; a++) {
                int attribute = attributes[gene][a];
                effects[i] += point[a]
                        * (weights[first + a] / Math.sqrt(coordinates)
                                + weights[coordinates + attribute]
                                        / Math.sqrt((double) genesOf[attribute] * genesOf.length));
            }
        }
        return effects;
    }
}

package dev.sartor.report.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * Runs of one algorithm with different seeds.
 *
 * @param name        the algorithm's
 * @param hypervolume by run, then by evaluation; all of the same length
 */
public record ComparedAlgorithm(String name, List<double[]> hypervolume) {
    private static final int RESAMPLES = 1000;
    private static final double CONFIDENCE = 0.90;

    public ComparedAlgorithm {
        hypervolume = List.copyOf(hypervolume);
        long lengths = hypervolume.stream().mapToInt(h -> h.length).distinct().count();
        if (lengths != 1 || hypervolume.getFirst().length == 0) {
            throw new IllegalArgumentException("Contender " + name + " needs runs of one length");
        }
    }

    /** Evaluations of each run. */
    public int evaluations() {
        return hypervolume.getFirst().length;
    }

    /** The hypervolume of each run after so many evaluations. */
    public double[] after(int evaluations) {
        return hypervolume.stream().mapToDouble(h -> h[evaluations - 1]).toArray();
    }

    /** The mean over the runs after so many evaluations. */
    public double mean(int evaluations) {
        return DoubleStream.of(after(evaluations)).average().orElseThrow();
    }

    /** A confidence interval of {@link #mean}. */
    public record Interval(double low, double high) {}

    /** The interval of 90 % confidence, by the percentiles of means of resampled runs; the same at every call. */
    public Interval interval(int evaluations) {
        double[] runs = after(evaluations);
        // the same resamples after any number of evaluations: the band moves only where runs do
        RandomGenerator random = new SplittableRandom(1);
        double[] means = new double[RESAMPLES];
        Arrays.setAll(
                means,
                _ -> random.ints(runs.length, 0, runs.length)
                        .mapToDouble(i -> runs[i])
                        .average()
                        .orElseThrow());
        Arrays.sort(means);
        int tail = (int) (RESAMPLES * (1 - CONFIDENCE) / 2);
        return new Interval(means[tail], means[RESAMPLES - 1 - tail]);
    }
}

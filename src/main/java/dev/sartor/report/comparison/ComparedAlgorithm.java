package dev.sartor.report.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * The runs of one algorithm with different seeds.
 *
 * @param name             name of the algorithm
 * @param hypervolumeByRun for each run an array of the hypervolume after each evaluation; all arrays have the same length
 */
public record ComparedAlgorithm(String name, List<double[]> hypervolumeByRun) {
    private static final long SEED = 1;
    private static final int RESAMPLES = 1000;
    private static final double CONFIDENCE = 0.90;

    public ComparedAlgorithm {
        hypervolumeByRun = List.copyOf(hypervolumeByRun);
        long lengths =
                hypervolumeByRun.stream().mapToInt(h -> h.length).distinct().count();
        if (lengths != 1 || hypervolumeByRun.getFirst().length == 0) {
            throw new IllegalArgumentException("Algorithm " + name + " needs runs of one length");
        }
    }

    /** The number of runs. */
    public int runCount() {
        return hypervolumeByRun.size();
    }

    /** The number of evaluations of each run. */
    public int evaluations() {
        return hypervolumeByRun.getFirst().length;
    }

    /** The hypervolume of each run after a number of evaluations. */
    public double[] hypervolumeAfter(int evaluations) {
        return hypervolumeByRun.stream().mapToDouble(h -> h[evaluations - 1]).toArray();
    }

    /** The mean over the runs after a number of evaluations. */
    public double meanAfter(int evaluations) {
        return DoubleStream.of(hypervolumeAfter(evaluations)).average().orElseThrow();
    }

    /** A confidence interval of {@link #meanAfter}. */
    public record Interval(double low, double high) {}

    /** The 90 % bootstrap confidence interval of the mean; deterministic. */
    public Interval intervalAfter(int evaluations) {
        double[] runs = hypervolumeAfter(evaluations);
        // the same seed for any number of evaluations, so that the interval changes smoothly
        RandomGenerator random = new SplittableRandom(SEED);
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

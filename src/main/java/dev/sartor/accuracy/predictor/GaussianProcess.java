package dev.sartor.accuracy.predictor;

import dev.sartor.base.math.Cholesky;
import java.util.Arrays;

/**
 * Regression by a Gaussian process (Rasmussen, Williams: Gaussian Processes for Machine Learning, 2006, algorithm 2.1): values
 * at like points are alike, as a kernel says; what is known determines the mean elsewhere, and how sure it is.
 */
final class GaussianProcess {
    private final GenomeKernel kernel;
    private final double noise;
    private final int[][] points;
    private final double[] values;
    private final double average;
    private final Cholesky cholesky;
    private final double[] weights;
    private final double variance;

    /** @param noise variance of the noise of a value, as a share of that of the function */
    GaussianProcess(GenomeKernel kernel, double noise, int[][] points, double[] values) {
        this.kernel = kernel;
        this.noise = noise;
        this.points = points;
        this.values = values;
        average = Arrays.stream(values).average().orElseThrow();
        double[] centred = Arrays.stream(values).map(v -> v - average).toArray();
        cholesky = new Cholesky(covariances(kernel, noise, points));
        weights = cholesky.solve(centred);
        double fit = 0;
        for (int i = 0; i < values.length; i++) {
            fit += centred[i] * weights[i];
        }
        variance = Math.max(fit / values.length, Double.MIN_NORMAL);
    }

    private static double[][] covariances(GenomeKernel kernel, double noise, int[][] points) {
        double[][] covariances = new double[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < i; j++) {
                covariances[i][j] = kernel.of(points[i], points[j]);
            }
            covariances[i][i] = 1 + noise;
        }
        return covariances;
    }

    /** The process of other points and values under the same kernel and noise. */
    GaussianProcess over(int[][] otherPoints, double[] otherValues) {
        return new GaussianProcess(kernel, noise, otherPoints, otherValues);
    }

    GenomeKernel kernel() {
        return kernel;
    }

    double noise() {
        return noise;
    }

    /** The logarithm of how likely the values are under the kernel, less a constant, the function's variance chosen best. */
    double logLikelihood() {
        return -0.5 * (values.length * StrictMath.log(variance) + cholesky.logDeterminant());
    }

    double mean(int[] point) {
        double sum = average;
        for (int i = 0; i < points.length; i++) {
            sum += weights[i] * kernel.of(point, points[i]);
        }
        return sum;
    }

    /** Mean and variance of the function at a point, without the noise of a value there. */
    PredictedScore expect(int[] point) {
        double[] like = new double[points.length];
        Arrays.setAll(like, i -> kernel.of(point, points[i]));
        double mean = average;
        for (int i = 0; i < like.length; i++) {
            mean += weights[i] * like[i];
        }
        double known = Arrays.stream(cholesky.solveLower(like)).map(h -> h * h).sum();
        return new PredictedScore(mean, Math.sqrt(variance * Math.max(0, 1 - known)));
    }

    /**
     * The function's mean over some points less its mean over others, and how sure that is: surer than each of the points,
     * since what is unknown of both falls out.
     */
    PredictedScore difference(int[][] of, int[][] over) {
        int[][] all = new int[of.length + over.length][];
        double[] share = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < of.length ? of[i] : over[i - of.length];
            share[i] = i < of.length ? 1.0 / of.length : -1.0 / over.length;
        }
        double[] like = new double[points.length];
        Arrays.setAll(like, i -> weighted(share, all, points[i]));
        double mean = 0;
        for (int i = 0; i < like.length; i++) {
            mean += weights[i] * like[i];
        }
        double before = 0;
        for (int i = 0; i < all.length; i++) {
            before += share[i] * weighted(share, all, all[i]);
        }
        double known = Arrays.stream(cholesky.solveLower(like)).map(h -> h * h).sum();
        return new PredictedScore(mean, Math.sqrt(variance * Math.max(0, before - known)));
    }

    private double weighted(double[] share, int[][] all, int[] point) {
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
            sum += share[i] * kernel.of(all[i], point);
        }
        return sum;
    }

    /** What each value would be taken for if it alone were unknown, the kernel being kept (the same book, section 5.4.2). */
    double[] leftOut() {
        double[] diagonal = cholesky.inverseDiagonal();
        double[] means = new double[values.length];
        Arrays.setAll(means, i -> values[i] - weights[i] / diagonal[i]);
        return means;
    }
}

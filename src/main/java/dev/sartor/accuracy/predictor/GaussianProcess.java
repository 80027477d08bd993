package dev.sartor.accuracy.predictor;

import dev.sartor.base.math.Cholesky;
import java.util.Arrays;

/**
 * Gaussian process regression over genomes (Rasmussen, Williams: Gaussian Processes for Machine Learning, 2006, algorithm 2.1)
 * with a constant mean. The variance of the process is its maximum-likelihood estimate, corrected for the degrees of freedom that
 * fitting the hyperparameters takes.
 */
final class GaussianProcess {
    /**
     * About the number of degrees of freedom that fitting the hyperparameters takes. If they were not subtracted, the
     * variance would be too small and error bars too short; see results/search/predictor.md.
     */
    private static final int FITTED_PARAMETERS = 4;

    private final GenomeKernel kernel;
    private final double noise;
    private final GenomePoints points;
    private final double[] values;
    private final double average;
    private final Cholesky cholesky;
    /**
     * The inverse covariance matrix times the centred values. Their scalar product with a point's covariances is the mean
     * there.
     */
    private final double[] weights;
    /** y' K^-1 y, for the centred values y and their covariance matrix K. */
    private final double misfit;

    private final double variance;

    /** @param noise variance of the noise of one training, relative to that of the function */
    GaussianProcess(GenomeKernel kernel, double noise, GenomePoints points, double[] values) {
        this.kernel = kernel;
        this.noise = noise;
        this.points = points;
        this.values = values;
        average = Arrays.stream(values).average().orElseThrow();
        double[] centred = Arrays.stream(values).map(v -> v - average).toArray();
        cholesky = new Cholesky(points.covariances(kernel, noise));
        weights = cholesky.solve(centred);
        double fit = 0;
        for (int i = 0; i < values.length; i++) {
            fit += centred[i] * weights[i];
        }
        misfit = Math.max(fit, Double.MIN_NORMAL);
        variance = misfit / Math.max(1, values.length - FITTED_PARAMETERS);
    }

    /** The process over other points and values with the same kernel and noise. */
    GaussianProcess refit(GenomePoint[] otherPoints, double[] otherValues) {
        return new GaussianProcess(kernel, noise, new GenomePoints(otherPoints), otherValues);
    }

    /** Variance of the noise of one training, relative to {@link #variance}. */
    double noise() {
        return noise;
    }

    /** The variance of the function where its covariance is 1. */
    double variance() {
        return variance;
    }

    /** The same means in a form that is fast for many points. */
    GenomeMeans means(GenomeFeatures features) {
        return new GenomeMeans(features, kernel, points, average, weights);
    }

    /** The logarithm of the likelihood of the values, up to a constant. */
    double logLikelihood() {
        return -0.5 * (values.length * StrictMath.log(misfit) + cholesky.logDeterminant());
    }

    /** Mean and standard deviation of the function at a point, without the noise of a value there. */
    PredictedScore predict(GenomePoint point) {
        double[] covariances = new double[points.size()];
        Arrays.setAll(covariances, i -> kernel.covariance(point, points.get(i)));
        double mean = average;
        for (int i = 0; i < covariances.length; i++) {
            mean += weights[i] * covariances[i];
        }
        double prior = kernel.covariance(point, point);
        return new PredictedScore(mean, Math.sqrt(variance * Math.max(0, prior - explainedVariance(covariances))));
    }

    /**
     * The difference of the function's means over two sets of points, and its standard deviation, which is smaller than that of
     * single points because the common uncertainty cancels.
     */
    PredictedScore meanDifference(GenomePoint[] minuend, GenomePoint[] subtrahend) {
        GenomePoint[] all = new GenomePoint[minuend.length + subtrahend.length];
        double[] coefficients = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < minuend.length ? minuend[i] : subtrahend[i - minuend.length];
            coefficients[i] = i < minuend.length ? 1.0 / minuend.length : -1.0 / subtrahend.length;
        }
        double[] covariances = new double[points.size()];
        Arrays.setAll(covariances, i -> weightedCovariance(coefficients, all, points.get(i)));
        double mean = 0;
        for (int i = 0; i < covariances.length; i++) {
            mean += weights[i] * covariances[i];
        }
        double prior = 0;
        for (int i = 0; i < all.length; i++) {
            prior += coefficients[i] * weightedCovariance(coefficients, all, all[i]);
        }
        return new PredictedScore(mean, Math.sqrt(variance * Math.max(0, prior - explainedVariance(covariances))));
    }

    /** The variance that the known values explain at a point with these covariances, relative to that of the function. */
    private double explainedVariance(double[] covariances) {
        return Arrays.stream(cholesky.solveLower(covariances)).map(h -> h * h).sum();
    }

    /** The covariance of a point with a weighted sum of points. */
    private double weightedCovariance(double[] coefficients, GenomePoint[] all, GenomePoint point) {
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
            sum += coefficients[i] * kernel.covariance(all[i], point);
        }
        return sum;
    }

    /**
     * The logarithm of the probability of each value under the process of all others, summed; with the kernel of all points
     * (the same book, equations 5.10 to 5.12), up to a constant.
     */
    double leaveOneOutLogProbability() {
        double[] diagonal = cholesky.inverseDiagonal();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double error = weights[i] / diagonal[i];
            double spread = variance / diagonal[i];
            sum -= 0.5 * (StrictMath.log(spread) + error * error / spread);
        }
        return sum;
    }

    /** The leave-one-out mean at each point, with the kernel of all points (the same book, section 5.4.2). */
    double[] leaveOneOutMeans() {
        double[] diagonal = cholesky.inverseDiagonal();
        double[] means = new double[values.length];
        Arrays.setAll(means, i -> values[i] - weights[i] / diagonal[i]);
        return means;
    }
}

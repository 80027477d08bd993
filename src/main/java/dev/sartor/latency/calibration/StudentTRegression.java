package dev.sartor.latency.calibration;

import dev.sartor.base.math.Quantiles;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * {@link BayesianRegression} with t-distributed errors, whose heavy tails reduce the weight of outliers (Lange, Little and
 * Taylor, "Robust statistical modeling using the t distribution", 1989). It is fitted by iterative reweighting: an observation
 * whose error is z_i times the typical error has the weight (d + 1) / (d + z_i^2). The degrees of freedom d are chosen by
 * cross-validation; for infinite d, the distribution is normal.
 */
final class StudentTRegression {
    private static final double[] DEGREES = {Double.POSITIVE_INFINITY, 20, 4, 2};
    private static final int ITERATIONS = 4;
    private static final int FOLDS = 10;
    /** Median of the absolute value of a standard normal variable. */
    private static final double NORMAL_MEDIAN = 0.6745;

    private final double[][] x;
    private final double[] y;
    private final double[] noise;
    private final double[] priorMean;
    private final double[] priorDeviation;

    /** See {@link BayesianRegression#fit}; the prior is that of the coefficients. */
    StudentTRegression(double[][] x, double[] y, double[] noise, double[] priorMean, double[] priorDeviation) {
        this.x = x;
        this.y = y;
        this.noise = noise;
        this.priorMean = priorMean;
        this.priorDeviation = priorDeviation;
    }

    /**
     * Fits with the degrees of freedom whose mean absolute error, relative to the noise, is smallest in 10-fold cross-validation.
     */
    BayesianRegression fit() {
        double best = DEGREES[0];
        double[] bestErrors = crossValidationErrors(best);
        for (double degrees : DEGREES) {
            double[] errors = crossValidationErrors(degrees);
            if (sumOfAbsoluteErrors(errors) < sumOfAbsoluteErrors(bestErrors)) {
                best = degrees;
                bestErrors = errors;
            }
        }
        BayesianRegression fit = fit(best);
        // the leave-one-out errors are too small, since the observation influenced the weights; those of
        // cross-validation are not
        return Double.isInfinite(best) ? fit : new BayesianRegression(fit.coefficients(), bestErrors);
    }

    /** Fits with given degrees of freedom; its leave-one-out errors take the final weights as given. */
    BayesianRegression fit(double degrees) {
        BayesianRegression fit = BayesianRegression.fit(x, y, noise, priorMean, priorDeviation);
        for (int i = 1; i < ITERATIONS && Double.isFinite(degrees); i++) {
            fit = BayesianRegression.fit(
                    x, y, reweightedNoise(fit.leaveOneOutErrors(), degrees), priorMean, priorDeviation);
        }
        return fit;
    }

    /** The noise of each observation, larger for outliers, which reduces their weight. */
    private double[] reweightedNoise(double[] errors, double degrees) {
        double[] z = IntStream.range(0, y.length)
                .mapToDouble(i -> Math.abs(errors[i]) / noise[i])
                .toArray();
        double typical = Math.max(Quantiles.median(z) / NORMAL_MEDIAN, Double.MIN_NORMAL);
        return IntStream.range(0, y.length)
                .mapToDouble(i -> noise[i] * Math.sqrt((degrees + Math.pow(z[i] / typical, 2)) / (degrees + 1)))
                .toArray();
    }

    private double sumOfAbsoluteErrors(double[] errors) {
        return IntStream.range(0, y.length)
                .mapToDouble(i -> Math.abs(errors[i]) / noise[i])
                .sum();
    }

    /** For each observation, y minus its prediction from the nine folds without it. */
    private double[] crossValidationErrors(double degrees) {
        double[] errors = new double[y.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            int leftOut = fold;
            int[] kept = IntStream.range(0, y.length)
                    .filter(i -> i % FOLDS != leftOut)
                    .toArray();
            double[] coefficients = new StudentTRegression(
                            Arrays.stream(kept).mapToObj(i -> x[i]).toArray(double[][]::new),
                            pick(y, kept),
                            pick(noise, kept),
                            priorMean,
                            priorDeviation)
                    .fit(degrees)
                    .coefficients();
            for (int i = leftOut; i < y.length; i += FOLDS) {
                errors[i] = y[i] - BayesianRegression.dot(x[i], coefficients);
            }
        }
        return errors;
    }

    private static double[] pick(double[] values, int[] kept) {
        return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
    }
}

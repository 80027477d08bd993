package dev.sartor.latency.calibration;

import dev.sartor.base.math.Quantiles;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * {@link BayesianRegression} with errors that may have heavy tails: Student's t distribution, of which the normal one is the
 * case of infinitely many degrees of freedom (Lange, Little and Taylor, "Robust statistical modeling using the t
 * distribution", 1989). What was measured while something else went on, then counts less. An observation i whose error
 * is z_i typical ones has the weight (d + 1) / (d + z_i^2), which follows from the fit and is iterated with it. How heavy
 * the tails are, cross-validation decides.
 */
final class StudentTRegression {
    private static final double[] DEGREES = {Double.POSITIVE_INFINITY, 20, 4, 2};
    private static final int ITERATIONS = 4;
    private static final int FOLDS = 10;
    /** The median of a standard normal variable's absolute value. */
    private static final double NORMAL_MEDIAN = 0.6745;

    private final double[][] x;
    private final double[] y;
    private final double[] noise;
    private final double[] mean;
    private final double[] deviation;

    /** See {@link BayesianRegression#fit}. */
    StudentTRegression(double[][] x, double[] y, double[] noise, double[] mean, double[] deviation) {
        this.x = x;
        this.y = y;
        this.noise = noise;
        this.mean = mean;
        this.deviation = deviation;
    }

    /** With the tails whose mean absolute error, relative to the noise, is least on networks left out, a tenth at a time. */
    BayesianRegression fit() {
        double best = DEGREES[0];
        double[] bestErrors = leftOutByFolds(best);
        for (double degrees : DEGREES) {
            double[] errors = leftOutByFolds(degrees);
            if (size(errors) < size(bestErrors)) {
                best = degrees;
                bestErrors = errors;
            }
        }
        BayesianRegression fit = fit(best);
        // weights that an observation had a part in say too little about it, had it been left out
        return Double.isInfinite(best) ? fit : new BayesianRegression(fit.coefficients(), bestErrors);
    }

    /** With a given number of degrees of freedom; {@code leftOut} is that for given weights. */
    BayesianRegression fit(double degrees) {
        BayesianRegression fit = BayesianRegression.fit(x, y, noise, mean, deviation);
        for (int i = 1; i < ITERATIONS && Double.isFinite(degrees); i++) {
            fit = BayesianRegression.fit(x, y, weighted(fit.leftOut(), degrees), mean, deviation);
        }
        return fit;
    }

    private double[] weighted(double[] errors, double degrees) {
        double[] z = IntStream.range(0, y.length)
                .mapToDouble(i -> Math.abs(errors[i]) / noise[i])
                .toArray();
        double typical = Math.max(Quantiles.median(z) / NORMAL_MEDIAN, Double.MIN_NORMAL);
        return IntStream.range(0, y.length)
                .mapToDouble(i -> noise[i] * Math.sqrt((degrees + Math.pow(z[i] / typical, 2)) / (degrees + 1)))
                .toArray();
    }

    private double size(double[] errors) {
        return IntStream.range(0, y.length)
                .mapToDouble(i -> Math.abs(errors[i]) / noise[i])
                .sum();
    }

    private double[] leftOutByFolds(double degrees) {
        double[] errors = new double[y.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            int[] kept =
                    IntStream.range(0, y.length).filter(i -> i % FOLDS != left).toArray();
            double[] coefficients = new StudentTRegression(
                            Arrays.stream(kept).mapToObj(i -> x[i]).toArray(double[][]::new),
                            pick(y, kept),
                            pick(noise, kept),
                            mean,
                            deviation)
                    .fit(degrees)
                    .coefficients();
            for (int i = left; i < y.length; i += FOLDS) {
                errors[i] = y[i] - BayesianRegression.dot(x[i], coefficients);
            }
        }
        return errors;
    }

    private static double[] pick(double[] values, int[] kept) {
        return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
    }
}

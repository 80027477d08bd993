package dev.sartor.latency.statistics;

import dev.sartor.base.math.KendallTau;

/**
 * Error statistics of predicted against measured latencies. Errors are relative to the measured latency, as fractions and not
 * percent.
 *
 * @param mape       mean absolute error
 * @param rmspe      root mean squared error
 * @param within5    fraction of networks with an absolute error of at most 5 %
 * @param within10   fraction of networks with an absolute error of at most 10 %
 * @param kendallTau rank correlation, tau-b
 * @param bias       mean signed error; positive where predictions are too high
 */
public record Agreement(
        int networks, double mape, double rmspe, double within5, double within10, double kendallTau, double bias) {

    /** Compares {@code predicted} with {@code measured}: one positive latency per network, at least two networks. */
    public static Agreement of(double[] predicted, double[] measured) {
        int n = measured.length;
        double tau = KendallTau.of(predicted, measured);
        double absolute = 0;
        double squared = 0;
        double signed = 0;
        int five = 0;
        int ten = 0;
        for (int i = 0; i < n; i++) {
            double error = relativeError(predicted[i], measured[i]);
            absolute += Math.abs(error);
            squared += error * error;
            signed += error;
            five += Math.abs(error) <= 0.05 ? 1 : 0;
            ten += Math.abs(error) <= 0.10 ? 1 : 0;
        }
        return new Agreement(
                n, absolute / n, Math.sqrt(squared / n), (double) five / n, (double) ten / n, tau, signed / n);
    }

    /** Whether the predictions rank the networks better than chance: the 95 % confidence interval of tau lies above 0. */
    public boolean ranksAboveChance() {
        return KendallTau.isAboveChance(kendallTau, networks);
    }

    /**
     * The relative variance of a median over all rounds, if this compares medians over two halves of the rounds: the median of
     * a half has twice that variance, and the difference of two of them four times. A common bias is not noise.
     */
    public double medianVariance() {
        return Math.max(0, rmspe * rmspe - bias * bias) / 4;
    }

    private static double relativeError(double predicted, double measured) {
        if (!(measured > 0) || !Double.isFinite(predicted)) {
            throw new IllegalArgumentException("Cannot compare a prediction of " + predicted + " with " + measured);
        }
        return (predicted - measured) / measured;
    }
}

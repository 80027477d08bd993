package dev.sartor.latency.calibration;

import dev.sartor.base.math.SymmetricMatrix;

/**
 * Linear regression with a Gaussian prior for every coefficient, for few observations and many coefficients.
 *
 * <p>y = X b + e with e_i ~ N(0, noise_i^2) and b_j ~ N(mean_j, deviation_j^2): row i of X and y_i are an observation, b are the
 * coefficients. With K = X D X' + N (D and N diagonal, the squared deviations and noises) and a = K^-1 (y - X mean), the
 * posterior mean is b = mean + D X' a. The leave-one-out error of observation i is a_i / (K^-1)_ii (Rasmussen and Williams,
 * "Gaussian Processes for Machine Learning", 2006, section 5.4.2). Ridge regression is the case of equal deviations.
 *
 * @param coefficients      the posterior mean
 * @param leaveOneOutErrors per observation, y minus its prediction from the other observations
 */
record BayesianRegression(double[] coefficients, double[] leaveOneOutErrors) {

    /**
     * Fits {@code y}.
     *
     * @param x         [observation][coefficient]
     * @param noise     standard deviation of the error of each observation
     * @param mean      prior mean of each coefficient
     * @param deviation prior standard deviation of each coefficient; 0 fixes it to its mean
     */
    static BayesianRegression fit(double[][] x, double[] y, double[] noise, double[] mean, double[] deviation) {
        int n = y.length;
        int p = mean.length;
        double[][] inverse = SymmetricMatrix.inverse(covariance(x, noise, deviation));
        double[] residual = new double[n];
        for (int i = 0; i < n; i++) {
            residual[i] = y[i] - dot(x[i], mean);
        }
        double[] a = new double[n];
        double[] leftOut = new double[n];
        double[] coefficients = mean.clone();
        for (int i = 0; i < n; i++) {
            a[i] = dot(inverse[i], residual);
            leftOut[i] = a[i] / inverse[i][i];
            for (int j = 0; j < p; j++) {
                coefficients[j] += deviation[j] * deviation[j] * x[i][j] * a[i];
            }
        }
        return new BayesianRegression(coefficients, leftOut);
    }

    private static double[][] covariance(double[][] x, double[] noise, double[] deviation) {
        int n = x.length;
        double[][] k = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? noise[i] * noise[i] : 0;
                for (int c = 0; c < deviation.length; c++) {
                    sum += x[i][c] * x[j][c] * deviation[c] * deviation[c];
                }
                k[i][j] = sum;
                k[j][i] = sum;
            }
        }
        return k;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

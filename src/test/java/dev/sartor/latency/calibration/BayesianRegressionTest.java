package dev.sartor.latency.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The arguments of {@code fit} are: rows of features, observations, the noise of each, and means and standard deviations of the
 * prior of the coefficients.
 */
class BayesianRegressionTest {
    @Test
    void aLineIsRecoveredWithLittleNoiseAndAWidePrior() {
        double[][] x = {{1, 1}, {1, 2}, {1, 5}, {1, 7}};
        double[] y = {5, 7, 13, 17};
        var fit = BayesianRegression.fit(x, y, filled(4, 1e-3), new double[2], filled(2, 30));
        assertArrayEquals(new double[] {3, 2}, fit.coefficients(), 1e-5);
    }

    @Test
    void aPriorDeviationOfZeroFixesACoefficient() {
        double[][] x = {{1, 1}, {1, 2}, {1, 3}};
        var fit = BayesianRegression.fit(
                x, new double[] {1, 2, 4}, filled(3, 0.1), new double[] {0.5, 0}, new double[] {0, 10});
        assertEquals(0.5, fit.coefficients()[0]);
    }

    @Test
    void anObservationAndAnEquallyPrecisePriorAreAveraged() {
        // the prior is 1 +- 1 and the observation 3 +- 1
        var fit = BayesianRegression.fit(
                new double[][] {{1}}, new double[] {3}, filled(1, 1), new double[] {1}, filled(1, 1));
        assertEquals(2, fit.coefficients()[0], 1e-12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void leaveOneOutErrorsEqualThoseOfFitsWithoutTheObservation(long seed) {
        var random = new SplittableRandom(seed);
        int n = 12;
        int p = 20;
        double[][] x =
                IntStream.range(0, n).mapToObj(_ -> random.doubles(p).toArray()).toArray(double[][]::new);
        double[] y = random.doubles(n, 1, 5).toArray();
        double[] noise = random.doubles(n, 0.1, 0.5).toArray();
        double[] mean = random.doubles(p, -1, 1).toArray();
        double[] deviation = random.doubles(p, 0.1, 1).toArray();
        double[] leftOut = BayesianRegression.fit(x, y, noise, mean, deviation).leaveOneOutErrors();
        for (int i = 0; i < n; i++) {
            var without = BayesianRegression.fit(without(x, i), without(y, i), without(noise, i), mean, deviation);
            double predicted = 0;
            for (int j = 0; j < p; j++) {
                predicted += x[i][j] * without.coefficients()[j];
            }
            assertEquals(y[i] - predicted, leftOut[i], 1e-8);
        }
    }

    private static double[] without(double[] values, int i) {
        return IntStream.range(0, values.length)
                .filter(k -> k != i)
                .mapToDouble(k -> values[k])
                .toArray();
    }

    private static double[][] without(double[][] rows, int i) {
        return IntStream.range(0, rows.length)
                .filter(k -> k != i)
                .mapToObj(k -> rows[k])
                .toArray(double[][]::new);
    }

    private static double[] filled(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }
}

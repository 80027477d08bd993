package dev.sartor.latency.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentTRegressionTest {
    private static final int OBSERVATIONS = 60;
    /** Degrees of freedom of Student's t with which errors are normal. */
    private static final double NORMAL_ERRORS = Double.POSITIVE_INFINITY;

    private static final double[] TRUE_COEFFICIENTS = {3, 2};

    private final double[][] x = IntStream.range(0, OBSERVATIONS)
            .mapToObj(i -> new double[] {1, i / 10.0})
            .toArray(double[][]::new);
    private final double[] y = new double[OBSERVATIONS];

    private StudentTRegression regression() {
        double[] noise = new double[OBSERVATIONS];
        Arrays.fill(noise, 0.1);
        // the prior of both coefficients has mean 0 and standard deviation 30
        return new StudentTRegression(x, y, noise, new double[2], new double[] {30, 30});
    }

    private void drawObservations(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < OBSERVATIONS; i++) {
            y[i] = TRUE_COEFFICIENTS[0] + TRUE_COEFFICIENTS[1] * x[i][1] + 0.1 * random.nextGaussian();
        }
    }

    /** Every eleventh observation is 8 too large, beginning with observation 3. */
    private void addOutliers() {
        for (int i = 3; i < OBSERVATIONS; i += 11) {
            y[i] += 8;
        }
    }

    private static double error(BayesianRegression fit) {
        return Math.abs(fit.coefficients()[0] - TRUE_COEFFICIENTS[0])
                + Math.abs(fit.coefficients()[1] - TRUE_COEFFICIENTS[1]);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void outliersHardlyChangeTheFit(long seed) {
        drawObservations(seed);
        addOutliers();
        double plain = error(regression().fit(NORMAL_ERRORS));
        assertTrue(
                error(regression().fit()) < 0.1,
                () -> Arrays.toString(regression().fit().coefficients()));
        assertTrue(plain > 0.5, "a plain fit is off by " + plain);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void leaveOneOutErrorsAreAsLargeAsThoseOfNewObservations(long seed) {
        drawObservations(seed);
        addOutliers();
        BayesianRegression fit = regression().fit();
        for (int i = 0; i < OBSERVATIONS; i++) {
            double expected = y[i] - TRUE_COEFFICIENTS[0] - TRUE_COEFFICIENTS[1] * x[i][1];
            assertEquals(expected, fit.leaveOneOutErrors()[i], 0.15, "observation " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void theLeaveOneOutPredictionOfAnObservationDoesNotDependOnIt(long seed) {
        drawObservations(seed);
        addOutliers();
        double predicted = y[3] - regression().fit().leaveOneOutErrors()[3];
        // so little that the same degrees of freedom are chosen
        y[3] += 0.5;
        assertEquals(predicted, y[3] - regression().fit().leaveOneOutErrors()[3], 1e-9);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void scalingAnObservationWithItsNoiseDoesNotChangeTheFit(long seed) {
        drawObservations(seed);
        addOutliers();
        double[] expected = regression().fit().coefficients();
        var random = new SplittableRandom(seed);
        double[] noise = new double[OBSERVATIONS];
        for (int i = 0; i < OBSERVATIONS; i++) {
            double scale = random.nextDouble(0.1, 10);
            x[i] = new double[] {scale, scale * x[i][1]};
            y[i] *= scale;
            noise[i] = 0.1 * scale;
        }
        assertArrayEquals(
                expected,
                new StudentTRegression(x, y, noise, new double[2], new double[] {30, 30})
                        .fit()
                        .coefficients(),
                1e-5);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void infiniteDegreesOfFreedomGiveTheNormalRegression(long seed) {
        drawObservations(seed);
        double[] noise = new double[OBSERVATIONS];
        Arrays.fill(noise, 0.1);
        BayesianRegression plain = BayesianRegression.fit(x, y, noise, new double[2], new double[] {30, 30});
        assertArrayEquals(plain.coefficients(), regression().fit(NORMAL_ERRORS).coefficients());
        // without outliers, Student's t is hardly less accurate than the normal distribution
        assertTrue(error(regression().fit()) < 1.2 * error(plain) + 0.02);
    }
}

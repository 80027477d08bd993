package dev.sartor.search.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.predictor.PredictedScore;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformalCalibrationTest {
    private final ConformalCalibration calibration = new ConformalCalibration();

    @ParameterizedTest(name = "deviations {0} times too narrow, seed {1}")
    @CsvSource({"1, 1", "2, 2", "3, 3"})
    void deviationsThatAreTooNarrowAreWidenedToTheCoverage(double factor, long seed) {
        var random = new SplittableRandom(seed);
        int within = 0;
        for (int i = 0; i < 600; i++) {
            // PredictedScore: mean, standard deviation
            var predicted = new PredictedScore(0.5, 0.01);
            double score = 0.5 + 0.01 * factor * random.nextGaussian();
            if (i >= 100) {
                within += Math.abs(score - 0.5)
                                <= 2 * calibration.widened(predicted).deviation()
                        ? 1
                        : 0;
            }
            calibration.observe(predicted, score);
        }
        assertEquals(0.95, within / 500.0, 0.03);
    }

    @ParameterizedTest(name = "the largest of {0} errors: {1}")
    // of n errors in ascending order, the quantile is the one with the rank 0.95 (n + 1), rounded up;
    // one error has 8 standard deviations and all others 3; an interval reaches 2 of them to each side
    @CsvSource({"20, 4", "38, 4", "39, 1.5"})
    void theFactorIsThatOfTheErrorAtTheConformalQuantile(int observations, double factor) {
        PredictedScore predicted = new PredictedScore(0.5, 0.125);
        calibration.observe(predicted, 0.5 + 8 * 0.125);
        for (int i = 1; i < observations; i++) {
            calibration.observe(predicted, 0.5 - 3 * 0.125);
        }
        assertEquals(factor * 0.125, calibration.widened(predicted).deviation(), 1e-12);
    }

    @Test
    void deviationsAreNeverNarrowed() {
        for (int i = 0; i < 100; i++) {
            calibration.observe(new PredictedScore(0.5, 0.1), 0.5);
        }
        assertEquals(new PredictedScore(0.7, 0.02), calibration.widened(new PredictedScore(0.7, 0.02)));
    }

    @Test
    void fewObservationsLeaveAPredictionUnchanged() {
        for (int i = 0; i < 7; i++) {
            calibration.observe(new PredictedScore(0.5, 0.01), 0.9);
        }
        assertEquals(0.01, calibration.widened(new PredictedScore(0.5, 0.01)).deviation());
        calibration.observe(new PredictedScore(0.5, 0.01), 0.9);
        assertTrue(calibration.widened(new PredictedScore(0.5, 0.01)).deviation() > 0.01);
    }

    @Test
    void anErrorOfACertainPredictionKeepsTheDeviationFinite() {
        for (int i = 0; i < 20; i++) {
            calibration.observe(new PredictedScore(0.5, 0), 0.6);
        }
        assertTrue(Double.isFinite(
                calibration.widened(new PredictedScore(0.5, 0.01)).deviation()));
    }
}

package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedGainTest {
    /** Images that both, only the first, only the second or neither model is right on. */
    private static PairedGain of(int both, int first, int second, int neither) {
        boolean[] a = new boolean[both + first + second + neither];
        boolean[] b = a.clone();
        for (int i = 0; i < a.length; i++) {
            a[i] = i < both + first;
            b[i] = i < both || i >= both + first && i < both + first + second;
        }
        return PairedGain.of(new boolean[][] {a}, new boolean[][] {b});
    }

    @Test
    void theIntervalOfOneTrainingIsThatOfAgrestiAndMin() {
        // (20 - 10) / 100; variance ((31 / 102) - (10 / 102)^2) / 102; t-quantile 1.98373 with 101 degrees of freedom
        PairedGain gain = of(60, 20, 10, 10);
        assertEquals(0.1, gain.gain(), 1e-12);
        assertEquals(-0.00656, gain.lower(), 1e-4);
        assertEquals(0.20656, gain.upper(), 1e-4);
        assertFalse(gain.aboveZero());
        assertTrue(of(60, 30, 5, 5).aboveZero());
    }

    @Test
    void modelsThatAgreeOnEveryImageStillHaveAnInterval() {
        PairedGain gain = of(90, 0, 0, 10);
        assertEquals(0, gain.gain());
        assertTrue(gain.lower() < -0.01 && gain.upper() > 0.01, gain.toString());
    }

    /** Images differ in difficulty, trainings of one network in skill; both networks are equally good. */
    private static boolean[][] trainings(int count, double[] difficulty, double spread, SplittableRandom random) {
        boolean[][] right = new boolean[count][difficulty.length];
        for (boolean[] training : right) {
            double skill = spread * random.nextGaussian();
            for (int i = 0; i < training.length; i++) {
                training[i] = random.nextDouble() < difficulty[i] + skill;
            }
        }
        return right;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.05})
    void theIntervalOfThreeTrainingsContainsTheTruthInNineteenOfTwentyCases(double spread) {
        var random = new SplittableRandom(3);
        int contained = 0;
        int cases = 600;
        for (int c = 0; c < cases; c++) {
            double[] difficulty = random.doubles(300, 0.2, 0.95).toArray();
            PairedGain gain =
                    PairedGain.of(trainings(3, difficulty, spread, random), trainings(3, difficulty, spread, random));
            contained += gain.lower() <= 0 && gain.upper() >= 0 ? 1 : 0;
        }
        double coverage = (double) contained / cases;
        assertTrue(coverage > 0.92, "coverage " + coverage);
    }

    @Test
    void resultsOnDifferentImagesAreNotPaired() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PairedGain.of(new boolean[][] {new boolean[2]}, new boolean[][] {new boolean[3]}));
    }
}

package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MannWhitneyTest {

    // the depression scores of Hollander and Wolfe with two ties: 58 of 81 pairs won, and
    // (58 - 40.5 - 0.5) / sqrt(81 / 12 * (19 - 12 / 306)) = 1.5027 deviations
    @Test
    void aPublishedSampleHasThePublishedProbability() {
        double[] x = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] y = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
        assertEquals(0.06646, MannWhitney.oneSidedPValue(x, y), 1e-5);
    }

    @Test
    void aSwappedSampleHasTheComplementaryProbability() {
        double[] low = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] high = {9, 10, 11, 12, 13, 14, 15, 16};
        // all 64 pairs are won: (64 - 32 - 0.5) / sqrt(8 * 8 * 17 / 12) = 3.308 deviations
        assertEquals(0.00047, MannWhitney.oneSidedPValue(high, low), 1e-5);
        assertEquals(1, MannWhitney.oneSidedPValue(low, high), 1e-3);
    }

    @Test
    void theSampleOfSmallerValuesHasAProbabilityAboveOneHalf() {
        double[] x = {1, 2, 2, 3, 5, 6, 7, 7};
        double[] y = {2, 3, 4, 4, 6, 8, 9, 9};
        assertEquals(1, MannWhitney.oneSidedPValue(x, y) + MannWhitney.oneSidedPValue(y, x), 0.05);
        assertTrue(MannWhitney.oneSidedPValue(x, y) > 0.5 && MannWhitney.oneSidedPValue(y, x) < 0.5);
    }

    @Test
    void equalValuesHaveProbabilityOneHalf() {
        assertEquals(0.5, MannWhitney.oneSidedPValue(new double[] {1, 1}, new double[] {1, 1, 1}));
        assertThrows(IllegalArgumentException.class, () -> MannWhitney.oneSidedPValue(new double[0], new double[] {1}));
    }
}

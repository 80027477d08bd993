package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NaswotTest {

    @Test
    void theKernelCountsTheUnitsOnWhichTwoImagesAgree() {
        double[][] kernel = new double[3][3];
        // codes 1100, 1010, 1100: the first two differ in two bits
        Naswot.add(kernel, new float[]{1, 2, 0, -1, 0.5f, 0, 3, 0, 9, 9, -9, 0});
        assertArrayEquals(new double[]{4, 2, 4}, kernel[0]);
        assertArrayEquals(new double[]{2, 4, 2}, kernel[1]);
        Naswot.add(kernel, new float[]{1, 0, 1});
        assertArrayEquals(new double[]{5, 2, 5}, kernel[0]);
        assertArrayEquals(new double[]{2, 5, 2}, kernel[1]);
    }

    @Test
    void moreUnitsThanAWordHasBitsAreCounted() {
        double[][] kernel = new double[2][2];
        float[] values = new float[2 * 130];
        for (int u = 0; u < 130; u += 2) {
            values[u] = 1;
        }
        Naswot.add(kernel, values);
        assertArrayEquals(new double[]{130, 65}, kernel[0]);
    }

    @Test
    void determinantsAreThoseOfKnownMatrices() {
        assertEquals(Math.log(4 * 4 - 2 * 2), Naswot.logDeterminant(new double[][]{{4, 2}, {2, 4}}), 1e-12);
        assertEquals(Math.log(Math.abs(0 * (1 - 20) - 2 * (1 - 8) + 3 * (5 - 2))),
                Naswot.logDeterminant(new double[][]{{0, 2, 3}, {1, 1, 4}, {2, 5, 1}}), 1e-12);
    }

    @Test
    void imagesThatAreNotToldApartScoreLittleButFinitely() {
        double same = Naswot.logDeterminant(new double[][]{{4, 4}, {4, 4}});
        assertTrue(Double.isFinite(same) && same < Naswot.logDeterminant(new double[][]{{4, 3}, {3, 4}}));
    }
}

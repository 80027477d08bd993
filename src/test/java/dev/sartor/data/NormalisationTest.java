package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.arch.Shape;
import org.junit.jupiter.api.Test;

class NormalisationTest {
    @Test
    void eachChannelHasItsMeanAndDeviation() {
        // two images of two pixels and two channels: 0, 255, 255, 255 and 51, 51, 153, 153
        byte[] pixels = {0, -1, 51, 51, -1, -1, (byte) 153, (byte) 153};
        Normalisation n = Normalisation.of(new Images(new Shape(2, 1, 2), pixels, new int[2]));
        assertArrayEquals(new float[] {0.75f, 0.4f}, n.mean());
        assertArrayEquals(new float[] {(float) Math.sqrt(3 / 16.0), 0.2f}, n.deviation());
    }

    @Test
    void everyGreyLevelIsNormalised() {
        float[] table = new Normalisation(new float[] {0, 0.2f}, new float[] {1, 0.5f}).lookupTable(1);
        assertEquals(256, table.length);
        assertEquals(-0.4f, table[0]);
        assertEquals(0f, table[51], 1e-7f);
        assertEquals(1.6f, table[255], 1e-6f);
    }

    @Test
    void constantImagesAreNotDividedByZero() {
        Normalisation n = Normalisation.of(new Images(new Shape(1, 1, 1), new byte[] {51, 51}, new int[2]));
        assertEquals(1f / 255, n.deviation()[0]);
        assertEquals(0f, n.lookupTable(0)[51], 1e-6f);
        assertEquals(1f, n.lookupTable(0)[52], 1e-5f);
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Normalisation(new float[2], new float[] {1}));
        assertThrows(IllegalArgumentException.class, () -> new Normalisation(new float[1], new float[1]));
        assertThrows(IllegalArgumentException.class, () -> new Normalisation(new float[1], new float[] {Float.NaN}));
    }
}

package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.RandomBits;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomCropTest {
    private static final Shape SHAPE = new Shape(1, 20, 30);

    @ParameterizedTest
    @ValueSource(doubles = {0.08, 0.35, 1})
    void cropsLieInTheImageAndHaveAtLeastTheMinimumArea(double minArea) {
        DoubleSummaryStatistics areas = new DoubleSummaryStatistics();
        for (long seed = 0; seed < 5000; seed++) {
            RandomCrop.Part part = new RandomCrop(minArea).part(SHAPE, RandomBits.of(1, seed));
            assertTrue(part.top() >= 0 && part.top() + part.height() <= 20 + 1e-9, part::toString);
            assertTrue(part.left() >= 0 && part.left() + part.width() <= 30 + 1e-9, part::toString);
            areas.accept(part.height() * part.width() / 600);
        }
        // a part that would be longer than the image is cut to it, by up to the square root of the largest aspect
        // ratio, 4/3: to 0.866 of its area
        assertTrue(areas.getMin() >= minArea * 0.86, areas::toString);
        assertTrue(areas.getMax() <= 1 + 1e-9, areas::toString);
        assertEquals((minArea + 1) / 2, areas.getAverage(), 0.07);
    }

    @Test
    void aCropOfTheWholeImageIsTheImage() {
        byte[] pixels = new byte[600];
        Arrays.setAll(new int[600], i -> pixels[i] = (byte) (7 * i));
        float[] out = new float[600];
        // RandomCrop.Part: top, left, height, width
        RandomCrop.write(pixels, SHAPE, new RandomCrop.Part(0, 0, 20, 30), false, levels(), out, 0);
        for (int i = 0; i < 600; i++) {
            assertEquals(pixels[i] & 255, out[i], 1e-4f);
        }
    }

    @Test
    void aCropOfALinearGradientIsALinearGradient() {
        byte[] pixels = new byte[600];
        for (int i = 0; i < 600; i++) {
            pixels[i] = (byte) (5 * (i % 30) + 2 * (i / 30));
        }
        float[] out = new float[602];
        RandomCrop.Part part = new RandomCrop.Part(4, 6, 10, 12);
        // arguments after the part: mirrored, lookup table of levels, output and position in it
        RandomCrop.write(pixels, SHAPE, part, false, levels(), out, 1);
        float[] flipped = new float[600];
        RandomCrop.write(pixels, SHAPE, part, true, levels(), flipped, 0);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 30; x++) {
                double expected = 5 * (6 + (x + 0.5) * 12 / 30 - 0.5) + 2 * (4 + (y + 0.5) * 10 / 20 - 0.5);
                assertEquals(expected, out[1 + y * 30 + x], 1e-3);
                assertEquals(expected, flipped[y * 30 + 29 - x], 1e-3);
            }
        }
        assertEquals(0, out[0]);
        assertEquals(0, out[601]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void impossibleAreasAreRefused(double area) {
        assertThrows(IllegalArgumentException.class, () -> new RandomCrop(area));
    }

    /** A lookup table that returns pixel values unchanged. */
    private static float[][] levels() {
        float[] levels = new float[256];
        for (int i = 0; i < 256; i++) {
            levels[i] = i;
        }
        return new float[][] {levels};
    }
}

package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The effect of augmentation on the images of training batches. Tolerances of counts are four standard deviations or more. */
class AugmentationTest {
    private static final int COPIES = 3000;
    /** A normalisation that returns pixel values unchanged. */
    private static final Normalisation PIXELS = new Normalisation(new float[1], new float[] {1 / 255f});

    // Augmentation: shift in pixels, border, mirroring, size of the cutout in pixels
    private static final Augmentation MIRROR = new Augmentation(0, Augmentation.Border.ZERO, true, 0);
    private static final Augmentation MIRROR_AND_SHIFT = new Augmentation(1, Augmentation.Border.ZERO, true, 0);

    @Test
    void shiftsAreUniformOverBothDirections() {
        Map<List<Integer>, Long> seen = variants(shift(1, Augmentation.Border.ZERO), 3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertEquals(9, seen.size());
        assertTrue(seen.containsKey(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)), "unshifted");
        assertTrue(seen.containsKey(List.of(0, 0, 0, 0, 1, 2, 0, 4, 5)), "down and right");
        assertTrue(seen.containsKey(List.of(5, 6, 0, 8, 9, 0, 0, 0, 0)), "up and left");
        seen.forEach((image, n) -> assertEquals(COPIES / 9.0, n, 75, image::toString));
    }

    @Test
    void reflectionMirrorsAtTheEdgePixel() {
        Map<List<Integer>, Long> seen = variants(shift(2, Augmentation.Border.REFLECT), 1, 4, 1, 2, 3, 4);
        assertEquals(
                Set.of(
                        List.of(3, 2, 1, 2),
                        List.of(2, 1, 2, 3),
                        List.of(1, 2, 3, 4),
                        List.of(2, 3, 4, 3),
                        List.of(3, 4, 3, 2)),
                seen.keySet());
    }

    @Test
    void imagesAreMirroredWithProbabilityOneHalf() {
        Map<List<Integer>, Long> seen = variants(MIRROR, 2, 2, 1, 2, 3, 4);
        assertEquals(2, seen.size());
        assertEquals(COPIES / 2.0, seen.get(List.of(1, 2, 3, 4)), 110);
        assertEquals(COPIES / 2.0, seen.get(List.of(2, 1, 4, 3)), 110);
    }

    @Test
    void mirrorAndShiftAreIndependent() {
        Map<List<Integer>, Long> seen = variants(MIRROR_AND_SHIFT, 1, 3, 1, 2, 3);
        assertEquals(COPIES * 2 / 3.0, seen.remove(List.of(0, 0, 0)), 120, "shifted out of the only row");
        assertEquals(6, seen.size());
        seen.forEach((image, n) -> assertEquals(COPIES / 18.0, n, 50, image::toString));
    }

    @Test
    void cutoutSetsASquareToTheMean() {
        int cutoutSize = 2;
        Augmentation cutout = new Augmentation(0, Augmentation.Border.ZERO, false, cutoutSize);
        Map<List<Integer>, Long> seen = variants(cutout, 3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertEquals(9, seen.size(), "the square's centre is any pixel");
        assertTrue(seen.containsKey(List.of(0, 2, 3, 4, 5, 6, 7, 8, 9)), "partly outside");
        assertTrue(seen.containsKey(List.of(1, 2, 3, 4, 0, 0, 7, 0, 0)), "inside");
        seen.forEach((image, n) -> assertEquals(COPIES / 9.0, n, 75, image::toString));
    }

    @Test
    void negativeSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(-1, Augmentation.Border.ZERO, false, 0));
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, Augmentation.Border.ZERO, false, -1));
    }

    private static Augmentation shift(int pixels, Augmentation.Border border) {
        return new Augmentation(pixels, border, false, 0);
    }

    /** The variants of many copies of one image with their counts. The mean is 0, so pixels of the cutout are 0. */
    private static Map<List<Integer>, Long> variants(Augmentation augmentation, int height, int width, int... pixels) {
        byte[] copies = new byte[COPIES * pixels.length];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = (byte) pixels[i % pixels.length];
        }
        Images images = new Images(new Shape(1, height, width), copies, new int[COPIES]);
        int batchSize = 1;
        long seed = 1;
        int epoch = 0;
        Batches batches = Batches.shuffled(images, PIXELS, augmentation, batchSize, seed, epoch);
        float[] image = new float[pixels.length];
        Map<List<Integer>, Long> seen = new HashMap<>();
        for (int i = 0; i < COPIES; i++) {
            batches.fill(i, image, new int[1]);
            seen.merge(
                    IntStream.range(0, image.length)
                            .mapToObj(j -> Math.round(image[j]))
                            .toList(),
                    1L,
                    Long::sum);
        }
        return seen;
    }
}

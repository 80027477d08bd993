package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last arguments of {@code Batches.shuffled} are: batch size, seed and epoch. */
class BatchesTest {
    /** A normalisation that returns pixel values unchanged. */
    private static final Normalisation PIXELS = new Normalisation(new float[1], new float[] {1 / 255f});

    /** Shifts by up to 2 pixels, mirrors, and cuts out squares of 3 pixels. */
    // Augmentation: shift in pixels, border, mirroring, size of the cutout in pixels
    private static final Augmentation ALL = new Augmentation(2, Augmentation.Border.ZERO, true, 3);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anEpochHoldsEachImageOnce(long seed) {
        // Batches.shuffled: images, normalisation, augmentation, batch size, seed, epoch
        int[] seen = labelsSeen(Batches.shuffled(numbered(60), PIXELS, Augmentation.NONE, 12, seed, 0));
        assertFalse(Arrays.equals(IntStream.range(0, 60).toArray(), seen));
        assertArrayEquals(
                IntStream.range(0, 60).toArray(), IntStream.of(seen).sorted().toArray());
    }

    @Test
    void theNextEpochHasAnotherOrderAndTheSameSeedTheSame() {
        int[] first = labelsSeen(Batches.shuffled(numbered(60), PIXELS, Augmentation.NONE, 12, 7, 0));
        assertArrayEquals(first, labelsSeen(Batches.shuffled(numbered(60), PIXELS, Augmentation.NONE, 12, 7, 0)));
        assertFalse(
                Arrays.equals(first, labelsSeen(Batches.shuffled(numbered(60), PIXELS, Augmentation.NONE, 12, 7, 1))));
        assertFalse(
                Arrays.equals(first, labelsSeen(Batches.shuffled(numbered(60), PIXELS, Augmentation.NONE, 12, 8, 0))));
    }

    @Test
    void anIncompleteBatchIsLeftOutInTrainingOnly() {
        Batches training = Batches.shuffled(numbered(25), PIXELS, Augmentation.NONE, 10, 1, 0);
        assertEquals(2, training.count());
        assertEquals(20, IntStream.of(labelsSeen(training)).distinct().count());
        Batches evaluation = Batches.inOrder(numbered(25), PIXELS, 10);
        assertEquals(3, evaluation.count());
        assertEquals(5, evaluation.size(2));
        assertArrayEquals(IntStream.range(0, 25).toArray(), labelsSeen(evaluation));
    }

    @Test
    void fewImagesMakeOneBatch() {
        Batches batches = Batches.shuffled(numbered(3), PIXELS, Augmentation.NONE, 10, 1, 0);
        assertEquals(1, batches.count());
        assertEquals(3, batches.size(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void batchesDoNotDependOnThreads(long seed) {
        Images images = random(new Shape(3, 9, 8), 64, seed);
        Normalisation normalisation = Normalisation.of(images);
        Batches batches = Batches.shuffled(images, normalisation, ALL, 16, seed, 3);
        float[][] inOrder = new float[4][16 * images.imageBytes()];
        float[][] byThreads = new float[4][16 * images.imageBytes()];
        int[][] labels = new int[2][16];
        for (int b = 0; b < 4; b++) {
            assertEquals(16, batches.fill(b, inOrder[b], labels[0]));
        }
        IntStream.range(0, 64)
                .parallel()
                // each image by itself, on several threads and in descending order
                .map(i -> 63 - i)
                .forEach(i -> batches.fill(i / 16, i % 16, i % 16 + 1, byThreads[i / 16], new int[16]));
        assertArrayEquals(inOrder, byThreads);
        float[] again = new float[16 * images.imageBytes()];
        Batches.shuffled(images, normalisation, ALL, 16, seed, 3).fill(3, again, labels[1]);
        assertArrayEquals(inOrder[3], again);
        assertArrayEquals(labels[0], labels[1]);
    }

    @Test
    void imagesAreNormalisedByChannel() {
        Images images = new Images(new Shape(2, 1, 2), new byte[] {0, 51, 102, -1}, new int[] {4});
        float[] nchw = new float[4];
        int[] labels = new int[1];
        Batches.inOrder(images, new Normalisation(new float[] {0, 0.4f}, new float[] {1, 0.2f}), 1)
                .fill(0, nchw, labels);
        assertArrayEquals(new float[] {0, 0.2f, 0, 3}, nchw, 1e-6f);
        assertEquals(4, labels[0]);
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Batches.inOrder(numbered(3), PIXELS, 0));
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> Batches.inOrder(random(new Shape(3, 2, 2), 2, 1), PIXELS, 1));
        assertTrue(e.getMessage().contains("1 channels for 3x2x2"), e.getMessage());
    }

    private static int[] labelsSeen(Batches batches) {
        return IntStream.range(0, batches.count())
                .flatMap(b -> {
                    float[] nchw = new float[batches.size(b)];
                    int[] labels = new int[batches.size(b)];
                    batches.fill(b, nchw, labels);
                    for (int i = 0; i < labels.length; i++) {
                        assertEquals(labels[i], nchw[i], 1e-4f, "pixels and labels belong together");
                    }
                    return IntStream.of(labels);
                })
                .toArray();
    }

    /** Image i has one pixel of value i and the label i. */
    private static Images numbered(int count) {
        byte[] pixels = new byte[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = (byte) i;
        }
        return new Images(new Shape(1, 1, 1), pixels, IntStream.range(0, count).toArray());
    }

    private static Images random(Shape shape, int count, long seed) {
        byte[] pixels = new byte[(int) shape.size() * count];
        new SplittableRandom(seed).nextBytes(pixels);
        return new Images(shape, pixels, new int[count]);
    }
}

package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageChunksTest {
    /** Leaves pixel values from 0 to 255 as they are. */
    private static final Normalisation PIXELS = new Normalisation(new float[1], new float[] {1 / 255f});

    @ParameterizedTest
    @CsvSource({"28, 256", "32, 256", "64, 64", "128, 16", "224, 16"})
    void chunksOfLargeImagesAreSmall(int side, int chunkSize) {
        var images = new Images(
                new Shape(1, side, side), new byte[chunkSize * side * side + side * side], new int[chunkSize + 1]);
        var chunks = new ImageChunks(images, PIXELS);
        assertEquals(2, chunks.count());
        assertEquals(chunkSize, chunks.at(0).labels().length);
        assertEquals(chunkSize + 1, chunks.images());
    }

    @Test
    void theLastChunkHasTheRemainingImages() {
        byte[] pixels = new byte[300];
        int[] labels = new int[300];
        for (int i = 0; i < 300; i++) {
            pixels[i] = (byte) (i % 100);
            labels[i] = i % 7;
        }
        ImageChunks.LabelledBatch last = new ImageChunks(new Images(new Shape(1, 1, 1), pixels, labels), PIXELS).at(1);
        // 300 images, 256 of them in the first chunk
        assertEquals(44, last.labels().length);
        assertEquals(256 % 7, last.labels()[0]);
        assertArrayEquals(new float[] {56, 57}, new float[] {last.nchw()[0], last.nchw()[1]}, 1e-4f);
    }
}

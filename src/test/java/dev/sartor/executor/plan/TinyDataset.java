package dev.sartor.executor.plan;

import dev.sartor.arch.Shape;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small noisy images of three classes: bright at the top, bright at the left, or neither. */
public final class TinyDataset {
    private TinyDataset() {}

    /** So many training and validation images, and 30 test images. */
    public static Dataset of(int train, int validation) {
        // Dataset.of: name, classes, images for training, validation and test, whether images can be mirrored
        return Dataset.of(
                "tiny", List.of("top", "left", "none"), images(train, 1), images(validation, 2), images(30, 3), false);
    }

    public static Images images(int count, long seed) {
        var shape = new Shape(2, 8, 8);
        var random = new SplittableRandom(seed);
        int[] labels = IntStream.range(0, count).map(i -> i % 3).toArray();
        byte[] pixels = new byte[(int) (count * shape.size())];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / 8 % 8;
            int x = i % 8;
            int label = labels[i / (int) shape.size()];
            boolean bright = label == 0 && y < 4 || label == 1 && x < 4;
            pixels[i] = (byte) (random.nextInt(120) + (bright ? 100 : 0));
        }
        return new Images(shape, pixels, labels);
    }
}

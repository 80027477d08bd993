package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Images of one shape with their classes. Pixels are unsigned bytes, image after image, each channel by channel, row by
 * row (CHW); {@code labels[i]} is the class of image {@code i}. The arrays are shared, not copied, and must not be changed.
 */
public record Images(Shape shape, byte[] pixels, int[] labels) {
    /** The longest array that every JVM can allocate. */
    private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

    public Images {
        if (pixels.length != labels.length * shape.size()) {
            throw new IllegalArgumentException(labels.length + " images of " + shape + " need "
                    + labels.length * shape.size() + " pixels, not " + pixels.length);
        }
        if (Arrays.stream(labels).anyMatch(label -> label < 0)) {
            throw new IllegalArgumentException("A label must not be negative");
        }
    }

    /** An array for the pixels of {@code count} images, or a {@link UserError} if they exceed an array. */
    static byte[] allocatePixels(long count, Shape shape) {
        long bytes = count * shape.size();
        if (bytes > MAX_BYTES) {
            throw new UserError(
                    count + " images of " + shape + " need " + (bytes >> 20) + " MiB; at most " + (MAX_BYTES >> 20)
                            + " are possible",
                    "images of " + shape,
                    "choose a lower resolution, or fewer images");
        }
        return new byte[(int) bytes];
    }

    /** The number of images. */
    public int count() {
        return labels.length;
    }

    /** The size of one image in bytes. */
    public int imageBytes() {
        return (int) shape.size();
    }

    /** The images at the given indices, in that order. */
    public Images subset(int[] indices) {
        int size = imageBytes();
        byte[] chosen = allocatePixels(indices.length, shape);
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, indices[i] * size, chosen, i * size, size);
            chosenLabels[i] = labels[indices[i]];
        }
        return new Images(shape, chosen, chosenLabels);
    }

    /** Images {@code from} (inclusive) to {@code to} (exclusive). */
    public Images slice(int from, int to) {
        return subset(IntStream.range(from, to).toArray());
    }

    /** At most {@code count} images, each class in proportion, chosen by the seed; their order is kept. */
    public Images stratifiedSample(int count, long seed) {
        return count >= count() ? this : HoldOutSplit.sample(this, count, seed);
    }

    /**
     * The same images in another shape: centre-cropped to its aspect ratio, averaged by area when that shrinks them
     * and bilinear when it enlarges them. Grey becomes RGB by repetition, RGB becomes grey by luminance.
     *
     * @throws UserError if they would need more memory than one array holds, or the wanted channels are neither 1 nor 3
     */
    public Images withShape(Shape wanted) {
        return ImageConversion.convert(this, wanted);
    }
}

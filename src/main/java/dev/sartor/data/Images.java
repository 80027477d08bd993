package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.data.image.ImageConversion;
import dev.sartor.data.store.HeapPixels;
import dev.sartor.data.store.PixelSource;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Images of one shape with their classes. The pixels of an image are unsigned bytes, channel by channel, row by row (CHW). They
 * are in memory or on the disk; subsets are views that share them.
 */
public final class Images {
    /** The longest array that every JVM can allocate. */
    private static final long MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;
    /** Converted images of up to this size are stored in memory; more are converted when they are read. */
    private static final long MAX_STORED_BYTES = 128L << 20;

    private static final int[] IN_ORDER = null;

    private final Shape shape;
    private final PixelSource source;
    /** Indices in the source; {@link #IN_ORDER} for 0, 1, 2, ... */
    private final int[] indices;

    private final int[] labels;

    private Images(Shape shape, PixelSource source, int[] indices, int[] labels) {
        this.shape = shape;
        this.source = source;
        this.indices = indices;
        this.labels = labels;
        if (Arrays.stream(labels).anyMatch(label -> label < 0)) {
            throw new IllegalArgumentException("A label must not be negative");
        }
    }

    /**
     * Images in memory. The arrays are shared, not copied, and must not be changed.
     *
     * @param pixels of all images, one after the other
     * @param labels the class of each image
     */
    public Images(Shape shape, byte[] pixels, int[] labels) {
        this(shape, new HeapPixels(pixels, (int) shape.size()), IN_ORDER, labels);
        if (pixels.length != labels.length * shape.size()) {
            throw new IllegalArgumentException(labels.length + " images of " + shape + " need "
                    + labels.length * shape.size() + " pixels, not " + pixels.length);
        }
    }

    /** The images of a source at the given indices. */
    static Images of(Shape shape, PixelSource source, int[] indices, int[] labels) {
        return new Images(shape, source, indices, labels);
    }

    /**
     * An array for the pixels of {@code count} images.
     *
     * @throws UserError if they exceed an array or the memory of this process
     */
    static byte[] allocatePixels(long count, Shape shape) {
        long bytes = count * shape.size();
        long available = Math.min(MAX_ARRAY_LENGTH, Runtime.getRuntime().maxMemory() / 4 * 3);
        if (bytes > available) {
            throw new UserError(
                    count + " images of " + shape + " need " + (bytes >> 20) + " MiB; at most " + (available >> 20)
                            + " are possible",
                    "images of " + shape,
                    "choose a lower resolution, or fewer images");
        }
        return new byte[(int) bytes];
    }

    /** The shape of one image. */
    public Shape shape() {
        return shape;
    }

    /** The class of each image. The array is shared and must not be changed. */
    public int[] labels() {
        return labels;
    }

    /** The number of images. */
    public int count() {
        return labels.length;
    }

    /** The size of one image in bytes. */
    public int imageBytes() {
        return (int) shape.size();
    }

    /** Copies the pixels of an image to {@code out} from index {@code at} on. */
    public void copyPixels(int image, byte[] out, int at) {
        source.copy(sourceIndex(image), out, at);
    }

    /**
     * The pixels of all images in one array, which must not be changed.
     *
     * @throws UserError if they exceed an array
     */
    public byte[] pixels() {
        if (indices == IN_ORDER && source instanceof HeapPixels(byte[] all, int size) && all.length == count() * size) {
            return all;
        }
        byte[] pixels = allocatePixels(count(), shape);
        for (int i = 0; i < count(); i++) {
            copyPixels(i, pixels, i * imageBytes());
        }
        return pixels;
    }

    /** The same images, of which the chosen ones are read from the disk on another thread, in this order. */
    Images readAhead(int[] chosen) {
        PixelSource ahead =
                source.readAhead(Arrays.stream(chosen).map(this::sourceIndex).toArray());
        return ahead == source ? this : new Images(shape, ahead, indices, labels);
    }

    PixelSource source() {
        return source;
    }

    int sourceIndex(int image) {
        return indices == IN_ORDER ? image : indices[image];
    }

    /** The images at the given indices, in that order. */
    public Images subset(int[] chosen) {
        return new Images(
                shape,
                source,
                Arrays.stream(chosen).map(this::sourceIndex).toArray(),
                Arrays.stream(chosen).map(i -> labels[i]).toArray());
    }

    /** These images and then the others, of the same shape. */
    public Images with(Images others) {
        int first = count();
        PixelSource both = (image, out, at) -> {
            if (image < first) {
                copyPixels(image, out, at);
            } else {
                others.copyPixels(image - first, out, at);
            }
        };
        return new Images(
                shape,
                both,
                IN_ORDER,
                IntStream.concat(Arrays.stream(labels), Arrays.stream(others.labels))
                        .toArray());
    }

    /** Images {@code from} (inclusive) to {@code to} (exclusive). */
    public Images slice(int from, int to) {
        return subset(IntStream.range(from, to).toArray());
    }

    /** At most {@code count} images, each class in proportion, chosen by the seed; their order is kept. */
    public Images stratifiedSample(int count, long seed) {
        return count >= count() ? this : HoldOutSplit.sample(this, count, seed);
    }

    /** The share of the largest class in [0, 1]: the accuracy of always answering it. 0 if there are no images. */
    public double largestClassShare() {
        int[] counts = new int[Arrays.stream(labels).max().orElse(0) + 1];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        return count() == 0 ? 0 : (double) Arrays.stream(counts).max().orElse(0) / count();
    }

    /**
     * The same images in another shape: centre-cropped to its aspect ratio, averaged by area when that shrinks them
     * and bilinear when it enlarges them. Grey becomes RGB by repetition, RGB becomes grey by luminance.
     *
     * @throws UserError if the requested channels are neither 1 nor 3
     */
    public Images withShape(Shape requested) {
        if (shape.equals(requested)) {
            return this;
        }
        Images converted = new Images(
                requested, new ConvertedPixels(this, ImageConversion.of(shape, requested)), IN_ORDER, labels);
        return count() * requested.size() <= MAX_STORED_BYTES ? converted.inMemory() : converted;
    }

    private Images inMemory() {
        byte[] pixels = allocatePixels(count(), shape);
        IntStream.range(0, count()).parallel().forEach(i -> copyPixels(i, pixels, i * imageBytes()));
        return new Images(shape, pixels, labels);
    }

    /** Images in another shape, each converted when it is read. */
    private record ConvertedPixels(Images images, ImageConversion conversion) implements PixelSource {
        @Override
        public void copy(int image, byte[] out, int at) {
            byte[] original = new byte[images.imageBytes()];
            images.copyPixels(image, original, 0);
            conversion.apply(original, out, at);
        }

        @Override
        public PixelSource readAhead(int[] chosen) {
            Images ahead = images.readAhead(chosen);
            return ahead == images ? this : new ConvertedPixels(ahead, conversion);
        }
    }
}

package dev.sartor.data.sequence;

import dev.sartor.arch.Shape;
import dev.sartor.data.image.ImageChanges;
import dev.sartor.data.store.FileVersion;
import java.util.List;
import java.util.Optional;

/** Images of one shape that are read in ascending order, in groups, so that they need never be in memory together. */
public interface ImageSequence extends AutoCloseable {
    /** The origin of the data, which identifies them: a folder, or the name of a built-in data set. */
    String location();

    /** Everything else that the pixels depend on, as text. */
    String settings();

    /** The shape of all images as they are read. */
    Shape shape();

    /** The origin and version of each image. */
    List<FileVersion> versions();

    /** The size of all files in bytes; 0 if the images are not in files. */
    long encodedBytes();

    /** A good number of images to read and store together: more if reading is fast. */
    int imagesPerRead();

    /** How images are converted when they are read, so that it can be announced; empty if they are not. */
    default Optional<ImageChanges> conversion() {
        return Optional.empty();
    }

    /**
     * Reads images. Those of a later call must have larger indices.
     *
     * @param images ascending indices
     * @throws dev.sartor.base.UserError if a file is damaged
     */
    void read(int[] images, Sink sink);

    /** Receives images, on several threads and in any order. */
    @FunctionalInterface
    interface Sink {
        /** @param position the position of the image in the array of requested indices */
        void accept(int position, ReadImage image);
    }

    /**
     * Ends reading.
     *
     * @throws dev.sartor.base.UserError if images could not be read
     */
    default void finish() {}

    @Override
    default void close() {}

    /** The number of images of a shape that have 32 MiB: {@link #imagesPerRead} for images that need no decoding. */
    static int imagesIn32MiB(Shape shape) {
        return (int) Math.max(1, (32L << 20) / shape.size());
    }
}

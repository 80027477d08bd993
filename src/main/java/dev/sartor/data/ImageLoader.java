package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Loads image files into {@link HashedImages} of one shape. Without a given shape, the first file decides the size, in RGB, and every
 * other file must have the same.
 */
final class ImageLoader {
    private final AtomicBoolean colourSeen = new AtomicBoolean();
    private final boolean asIs;
    private Shape shape;

    /** A file and its class. */
    record Labelled(Path file, int label) {}

    ImageLoader(Optional<Shape> wanted) {
        this.shape = wanted.orElse(null);
        this.asIs = wanted.isEmpty();
    }

    HashedImages load(List<Labelled> files) {
        if (shape == null) {
            shape = ImageDecoder.decode(files.getFirst().file()).shape().withChannels(3);
        }
        int size = (int) shape.size();
        byte[] pixels = Images.allocatePixels(files.size(), shape);
        long[] keys = new long[files.size()];
        IntStream.range(0, files.size()).parallel().forEach(i -> {
            Images picture = picture(files.get(i).file());
            keys[i] = HashedImages.hash(picture, 0);
            System.arraycopy(picture.withShape(shape).pixels(), 0, pixels, i * size, size);
        });
        return new HashedImages(
                new Images(
                        shape, pixels, files.stream().mapToInt(Labelled::label).toArray()),
                keys);
    }

    /** Whether every file loaded so far was grey. */
    boolean onlyGrey() {
        return !colourSeen.get();
    }

    private Images picture(Path file) {
        Images picture = ImageDecoder.decode(file);
        Shape found = picture.shape();
        if (asIs && (found.height() != shape.height() || found.width() != shape.width())) {
            throw new UserError(
                    "the images differ in size: '" + file.getFileName() + "' is " + found.width() + "x" + found.height()
                            + ", others are " + shape.width() + "x" + shape.height(),
                    file.toString(),
                    "choose the resolution that all are to be brought to");
        }
        if (found.channels() > 1) {
            colourSeen.set(true);
        }
        return picture;
    }
}

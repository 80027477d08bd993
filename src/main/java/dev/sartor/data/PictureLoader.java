package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.arch.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Loads image files into {@link Images} of one shape. Without a wanted shape the first file gives it, in RGB, and every other
 * one must have the same size.
 */
final class PictureLoader {
    private final AtomicBoolean colourSeen = new AtomicBoolean();
    private final boolean asIs;
    private Shape shape;

    /** A file and its class. */
    record Labelled(Path file, int label) {
    }

    PictureLoader(Optional<Shape> wanted) {
        this.shape = wanted.orElse(null);
        this.asIs = wanted.isEmpty();
    }

    Images load(List<Labelled> pictures) {
        if (shape == null) {
            shape = Picture.decode(pictures.getFirst().file()).shape().withChannels(3);
        }
        int size = (int) shape.size();
        if ((long) pictures.size() * size > Integer.MAX_VALUE - 8) {
            throw new UserError(pictures.size() + " images of " + shape + " need more than 2 GiB",
                    pictures.getFirst().file().getParent().toString(), "choose a lower resolution or give fewer images");
        }
        byte[] pixels = new byte[pictures.size() * size];
        IntStream.range(0, pictures.size()).parallel().forEach(i ->
                System.arraycopy(shaped(pictures.get(i).file()), 0, pixels, i * size, size));
        return new Images(shape, pixels, pictures.stream().mapToInt(Labelled::label).toArray());
    }

    /** Whether every file loaded so far was grey. */
    boolean onlyGrey() {
        return !colourSeen.get();
    }

    private byte[] shaped(Path file) {
        Images picture = Picture.decode(file);
        Shape found = picture.shape();
        if (asIs && (found.height() != shape.height() || found.width() != shape.width())) {
            throw new UserError("the images differ in size: '" + file.getFileName() + "' is " + found.width() + "x"
                    + found.height() + ", others are " + shape.width() + "x" + shape.height(), file.toString(),
                    "choose the resolution that all are to be brought to");
        }
        if (found.channels() > 1) {
            colourSeen.set(true);
        }
        return picture.to(shape).pixels();
    }
}

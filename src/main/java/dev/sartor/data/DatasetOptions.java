package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.data.image.Background;
import dev.sartor.data.store.ImageCaches;
import java.util.Optional;

/**
 * Options for opening a data set.
 *
 * @param shape        the shape that every image is converted to; empty for the shape of the files
 * @param holdOutShare share of the training images that is held out for validation, and for test, if the data have no such
 *                     part
 * @param seed         of the validation part; the test part does not depend on it
 * @param background   the colour behind transparent pixels of image files
 * @param caches       where decoded image files are stored if they are many
 * @param listener     receives progress
 */
public record DatasetOptions(
        Optional<Shape> shape,
        double holdOutShare,
        long seed,
        Background background,
        ImageCaches caches,
        DatasetListener listener) {
    public DatasetOptions {
        if (!(holdOutShare > 0 && holdOutShare < 1)) {
            throw new IllegalArgumentException("The held-out share must lie between 0 and 1, not " + holdOutShare);
        }
    }

    /** The shape of the files, a tenth for validation, seed 1, a white background, the user's caches. */
    public static DatasetOptions defaults() {
        return new DatasetOptions(
                Optional.empty(), 0.1, 1, Background.WHITE, ImageCaches.ofUser(), DatasetListener.NONE);
    }

    public DatasetOptions withShape(Shape requested) {
        return new DatasetOptions(Optional.of(requested), holdOutShare, seed, background, caches, listener);
    }

    public DatasetOptions withHoldOutShare(double share) {
        return new DatasetOptions(shape, share, seed, background, caches, listener);
    }

    public DatasetOptions withSeed(long value) {
        return new DatasetOptions(shape, holdOutShare, value, background, caches, listener);
    }

    public DatasetOptions withBackground(Background colour) {
        return new DatasetOptions(shape, holdOutShare, seed, colour, caches, listener);
    }

    public DatasetOptions withCaches(ImageCaches other) {
        return new DatasetOptions(shape, holdOutShare, seed, background, other, listener);
    }

    public DatasetOptions withListener(DatasetListener other) {
        return new DatasetOptions(shape, holdOutShare, seed, background, caches, other);
    }
}

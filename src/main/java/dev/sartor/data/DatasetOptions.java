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
 * @param seed         seed of the choice of held-out validation images; the test images do not depend on it
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
    private static final double DEFAULT_HOLD_OUT_SHARE = 0.1;
    private static final long DEFAULT_SEED = 1;

    public DatasetOptions {
        if (!(holdOutShare > 0 && holdOutShare < 1)) {
            throw new IllegalArgumentException("The held-out share must lie between 0 and 1, not " + holdOutShare);
        }
    }

    /** The shape of the files, a tenth for validation, seed 1, a white background, the user's caches. */
    public static DatasetOptions defaults() {
        return new DatasetOptions(
                Optional.empty(),
                DEFAULT_HOLD_OUT_SHARE,
                DEFAULT_SEED,
                Background.WHITE,
                ImageCaches.ofUser(),
                DatasetListener.NONE);
    }

    /** The same options with a shape that every image is converted to. */
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

package dev.sartor.data;

import dev.sartor.arch.Shape;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Options for opening a data set.
 *
 * @param shape       the shape that every image is converted to; empty for the shape of the files
 * @param holdOutShare share of the training images that is held out for validation, and for test, if the data have no such
 *                     part
 * @param trainLimit  at most so many training images, every class with its share
 * @param seed        of the validation part and of the choice of training images; the test part does not depend on it
 */
public record DatasetOptions(Optional<Shape> shape, double holdOutShare, OptionalInt trainLimit, long seed) {
    private static final DatasetOptions DEFAULTS = new DatasetOptions(Optional.empty(), 0.1, OptionalInt.empty(), 1);

    public DatasetOptions {
        if (!(holdOutShare > 0 && holdOutShare < 1)) {
            throw new IllegalArgumentException("The held-out share must lie between 0 and 1, not " + holdOutShare);
        }
        if (trainLimit.isPresent() && trainLimit.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "The limit of training images must be positive, not " + trainLimit.getAsInt());
        }
    }

    /** The shape of the files, a tenth for validation, all training images, seed 1. */
    public static DatasetOptions defaults() {
        return DEFAULTS;
    }

    public DatasetOptions withShape(Shape wanted) {
        return new DatasetOptions(Optional.of(wanted), holdOutShare, trainLimit, seed);
    }

    public DatasetOptions withTrainLimit(int images) {
        return new DatasetOptions(shape, holdOutShare, OptionalInt.of(images), seed);
    }

    public DatasetOptions withSeed(long value) {
        return new DatasetOptions(shape, holdOutShare, trainLimit, value);
    }
}

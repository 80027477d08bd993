package dev.sartor.data;

import java.util.List;
import java.util.Optional;

/**
 * The parts of a data set that a folder or a generator contains, converted to a shape and hashed. Missing parts are still to
 * be held out from the training images.
 *
 * @param validation empty if it has to be held out from {@code train}
 * @param test       empty if it has to be held out from {@code train}
 * @param mirrorable whether an image flipped horizontally keeps its class
 * @param files      names of all images: training, validation, then test; empty if they have none
 */
record SourceDataset(
        String name,
        List<String> classes,
        HashedImages train,
        Optional<HashedImages> validation,
        Optional<HashedImages> test,
        boolean mirrorable,
        List<String> files) {
    /** Images without names. */
    SourceDataset(
            String name,
            List<String> classes,
            HashedImages train,
            Optional<HashedImages> validation,
            Optional<HashedImages> test,
            boolean mirrorable) {
        this(name, classes, train, validation, test, mirrorable, List.of());
    }

    /** The name of an image, counted over training, validation and test images. */
    String imageName(int index) {
        return files.isEmpty() ? "image " + index : "'" + files.get(index) + "'";
    }
}

package dev.sartor.data;

import java.util.List;
import java.util.Optional;

/**
 * The content of a folder or a generator before it is split, limited, converted to a shape and hashed.
 *
 * @param validation empty if it has to be held out from {@code train}
 * @param test       empty if it has to be held out from {@code train}
 * @param mirrorable whether an image flipped horizontally keeps its class
 */
record UnsplitDataset(
        String name,
        List<String> classes,
        HashedImages train,
        Optional<HashedImages> validation,
        Optional<HashedImages> test,
        boolean mirrorable) {}

package dev.sartor.data;

import java.util.List;
import java.util.Optional;

/**
 * What a folder or a generator holds, before it is split, limited, brought to a shape and hashed.
 *
 * @param validation empty where it has to be carved from {@code train}
 * @param test       empty where it has to be carved from {@code train}
 * @param mirrors    whether an image mirrored left to right keeps its class
 */
record UnsplitDataset(
        String name,
        List<String> classes,
        HashedImages train,
        Optional<HashedImages> validation,
        Optional<HashedImages> test,
        boolean mirrors) {}

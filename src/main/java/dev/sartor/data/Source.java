package dev.sartor.data;

import dev.sartor.arch.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What a folder or a generator holds, before it is split, limited and hashed.
 *
 * @param validation empty where it has to be carved from {@code train}
 * @param test       empty where it has to be carved from {@code train}
 * @param mirrors    whether an image mirrored left to right keeps its class
 */
record Source(String name, List<String> classes, Images train, Optional<Images> validation, Optional<Images> test,
        boolean mirrors) {
    /** The same for images of another shape. */
    Source to(Shape shape) {
        return new Source(name, classes, train.to(shape), validation.map(i -> i.to(shape)), test.map(i -> i.to(shape)),
                mirrors);
    }
}

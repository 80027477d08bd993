package dev.sartor.arch;

import java.util.List;

/**
 * What a network predicts for an image. The task decides the network's head, the annotations of a data set, the loss and the
 * metric; code that depends on it switches over the permitted types.
 */
public sealed interface Task {

    /** The head as this task needs it; a backbone stays one. */
    default Head head(Head head) {
        return switch (this) {
            case Classification c -> head.withClasses(c.classes().size());
        };
    }

    /** Names of the classes, in the order of their indices. */
    List<String> classes();

    /** The metric that an untrained network is expected to have: that of guessing, in [0, 1]. */
    default double chance() {
        return switch (this) {
            case Classification c -> 1.0 / c.classes().size();
        };
    }

    /**
     * Image classification: one class for each image. Annotations are labels (class indices), the network's outputs logits, the
     * loss cross-entropy and the metric top-1 accuracy.
     *
     * @param classes two names or more
     */
    record Classification(List<String> classes) implements Task {
        public Classification {
            classes = List.copyOf(classes);
            if (classes.size() < 2) {
                throw new IllegalArgumentException("A classification needs two classes or more, not " + classes);
            }
        }
    }
}

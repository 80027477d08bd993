package dev.sartor.arch;

import java.util.List;

/**
 * The task that a network is trained for. It determines the head, the annotations of the data set, the loss and the metric.
 * Code that depends on the task switches over the permitted types.
 */
public sealed interface Task {

    /** The same head with the outputs that this task needs; a backbone is returned unchanged. */
    default Head adapt(Head head) {
        return switch (this) {
            case Classification c -> head.withClasses(c.classes().size());
        };
    }

    /** Names of the classes, in the order of their indices. */
    List<String> classes();

    /** The expected value of the metric for random guesses, in [0, 1]. */
    default double chanceMetric() {
        return switch (this) {
            case Classification c -> 1.0 / c.classes().size();
        };
    }

    /**
     * Image classification: one class for each image. The annotations are labels (class indices), the outputs are logits, the
     * loss is cross-entropy, and the metric is top-1 accuracy.
     *
     * @param classes at least two names
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

package dev.sartor.arch;

import java.util.List;

/**
 * One point of a search space: an immutable value. Widths and resolution are final figures here; multipliers are
 * applied by {@link Multipliers} before.
 */
public record Architecture(String name, Shape input, Stem stem, List<Block> blocks, Head head) {
    public Architecture {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An architecture needs a name");
        }
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("Architecture " + name + " has no blocks");
        }
    }

    public Architecture withName(String n) {
        return new Architecture(n, input, stem, blocks, head);
    }

    public Architecture withInput(Shape shape) {
        return new Architecture(name, shape, stem, blocks, head);
    }

    public Architecture withHead(Head h) {
        return new Architecture(name, input, stem, blocks, h);
    }

    /** The same architecture with a classifier of that many classes; a backbone stays one. */
    public Architecture withClasses(int classes) {
        return withHead(head.withClasses(classes));
    }

    /** The same architecture with the head that a task needs; a backbone stays one. */
    public Architecture withTask(Task task) {
        return withHead(task.head(head));
    }

    /** The canonical block strings, one per block. */
    public List<String> blockStrings() {
        return blocks.stream().map(BlockStrings::format).toList();
    }
}

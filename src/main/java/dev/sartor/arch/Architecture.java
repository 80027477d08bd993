package dev.sartor.arch;

import java.util.List;

/**
 * A network architecture: input shape, stem, blocks and head. Its channels and resolution already include the width and
 * resolution multipliers ({@link Multipliers}).
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

    /** The same architecture with another number of classes; one without a head is returned unchanged. */
    public Architecture withClasses(int classes) {
        return withHead(head.withClasses(classes));
    }

    /** The same architecture with the head that a task needs; one without a head is returned unchanged. */
    public Architecture withTask(Task task) {
        return withHead(task.adapt(head));
    }

    /** The blocks as canonical {@link BlockStrings}, one per block. */
    public List<String> blockStrings() {
        return blocks.stream().map(BlockStrings::format).toList();
    }
}

package dev.sartor.executor.memory;

import dev.sartor.executor.kernel.Tile;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Collects the memory requests of one node (step) of a compiled network. Rows are pixels and blocks are groups of 16
 * channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class MemoryRequests {
    private final MemoryPlan memory;
    private final ExecutionSteps steps;
    private final int node;
    private final int capacity;
    private final int chunks;

    /**
     * When memory is in use. If there are no backward passes, memory for {@code BACKWARD} is not allocated, and
     * {@code FORWARD_TO_BACKWARD} means the forward pass.
     */
    public enum Liveness {
        /** During the node's forward pass. */
        FORWARD,
        /** During the node's backward pass. */
        BACKWARD,
        /** From the node's forward pass to its backward pass. */
        FORWARD_TO_BACKWARD,
        /** Across passes and batches. */
        PERSISTENT
    }

    /**
     * @param capacity the largest batch, in images
     * @param chunks   the number of chunks that a batch of this size is divided into
     */
    public MemoryRequests(MemoryPlan memory, ExecutionSteps steps, int node, int capacity, int chunks) {
        this.memory = memory;
        this.steps = steps;
        this.node = node;
        this.capacity = capacity;
        this.chunks = chunks;
    }

    /** Whether batch norm uses the statistics of the batch. */
    public boolean usesBatchStatistics() {
        return steps.mode().usesBatchStatistics();
    }

    /** Whether there are backward passes. */
    public boolean hasBackward() {
        return steps.mode().hasBackward();
    }

    /** The largest batch, in images. */
    public int capacity() {
        return capacity;
    }

    /** The number of chunks of a full batch. */
    public int chunks() {
        return chunks;
    }

    /** Requests {@code blocks} blocks of {@code rows} rows. */
    public void tile(Liveness liveness, int blocks, int rows, Consumer<Tile> owner) {
        if (hasBackward() || liveness != Liveness.BACKWARD) {
            memory.tile(lifetime(liveness), blocks, rows, owner);
        }
    }

    /** Requests {@code blocks} blocks of {@code rows} rows for each chunk. */
    public void tiles(Liveness liveness, int blocks, int rows, Consumer<Tile[]> owner) {
        tile(liveness, chunks * blocks, rows, all -> {
            Tile[] tiles = new Tile[chunks];
            Arrays.setAll(tiles, chunk -> all.fromBlock(chunk * blocks));
            owner.accept(tiles);
        });
    }

    /** Requests {@code count} arrays of at least {@code size} doubles. */
    public void sums(Liveness liveness, int count, int size, Consumer<double[][]> owner) {
        if (hasBackward() || liveness != Liveness.BACKWARD) {
            memory.sums(lifetime(liveness), count, size, owner);
        }
    }

    private Lifetime lifetime(Liveness liveness) {
        int forward = steps.forward(node);
        return switch (liveness) {
            case FORWARD -> new Lifetime(forward, forward);
            case BACKWARD -> new Lifetime(steps.backward(node), steps.backward(node));
            case FORWARD_TO_BACKWARD -> new Lifetime(forward, hasBackward() ? steps.backward(node) : forward);
            case PERSISTENT -> steps.wholePass();
        };
    }

    /**
     * Requests memory for the value of this node for a batch.
     *
     * @param lastReader index of the last node that reads the value; negative for the output of the network
     */
    public void value(int blocks, int pixelsPerImage, int lastReader, Consumer<Tile> owner) {
        int to = hasBackward() ? steps.backward(node) : lastReader < 0 ? steps.outputStep() : steps.forward(lastReader);
        memory.tile(new Lifetime(steps.forward(node), to), blocks, capacity * pixelsPerImage, owner);
    }

    /**
     * Requests memory for the gradient of the value of this node for a batch.
     *
     * @param lastReader index of the last node that reads the value, which is the first to write the gradient; negative for the
     *     output of the network
     */
    public void gradient(int blocks, int pixelsPerImage, int lastReader, Consumer<Tile> owner) {
        int from = lastReader < 0 ? steps.outputStep() : steps.backward(lastReader);
        memory.tile(new Lifetime(from, steps.backward(node)), blocks, capacity * pixelsPerImage, owner);
    }
}

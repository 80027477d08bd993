package dev.sartor.executor.memory;

import dev.sartor.executor.kernel.Tile;
import java.util.Arrays;
import java.util.function.Consumer;

/** What one node of a plan asks memory for. */
public final class MemoryRequests {
    private final MemoryPlan memory;
    private final ExecutionSteps steps;
    private final int node;
    private final int capacity;
    private final int chunks;

    /** When a node needs something; where no pass goes back, {@code BACKWARD} is never, and {@code FORWARD_TO_BACKWARD} the way forward. */
    public enum Liveness {
        /** While it runs forward. */
        FORWARD,
        /** While it goes back. */
        BACKWARD,
        /** From its way forward to its way back. */
        FORWARD_TO_BACKWARD,
        /** From one pass to the next. */
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

    /** Whether passes use the batch's own moments. */
    public boolean usesBatchStatistics() {
        return steps.mode().usesBatchStatistics();
    }

    /** Whether passes go back. */
    public boolean hasBackward() {
        return steps.mode().hasBackward();
    }

    /** The most images of a batch. */
    public int capacity() {
        return capacity;
    }

    /** Into how many chunks a full batch is cut. */
    public int chunks() {
        return chunks;
    }

    /** Claims room for so many blocks of rows. */
    public void tile(Liveness liveness, int blocks, int rows, Consumer<Tile> owner) {
        if (hasBackward() || liveness != Liveness.BACKWARD) {
            memory.tile(lifetime(liveness), blocks, rows, owner);
        }
    }

    /** Claims the same for every chunk. */
    public void tiles(Liveness liveness, int blocks, int rows, Consumer<Tile[]> owner) {
        tile(liveness, chunks * blocks, rows, all -> {
            Tile[] tiles = new Tile[chunks];
            Arrays.setAll(tiles, chunk -> all.fromBlock(chunk * blocks));
            owner.accept(tiles);
        });
    }

    /** Claims so many arrays of at least {@code size} doubles. */
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

    /** Claims a batch of a value that this node writes and {@code reader} is the last to read; the output has no reader. */
    public void value(int blocks, int imageRows, int reader, Consumer<Tile> owner) {
        int to = hasBackward() ? steps.backward(node) : reader < 0 ? steps.outputStep() : steps.forward(reader);
        memory.tile(new Lifetime(steps.forward(node), to), blocks, capacity * imageRows, owner);
    }

    /** The same for its gradient, which {@code reader} is the first to write. */
    public void gradient(int blocks, int imageRows, int reader, Consumer<Tile> owner) {
        int from = reader < 0 ? steps.outputStep() : steps.backward(reader);
        memory.tile(new Lifetime(from, steps.backward(node)), blocks, capacity * imageRows, owner);
    }
}

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

    /** When a node needs something; where no pass goes back, {@code BACK} is never, and {@code BOTH} the way forward. */
    public enum When {
        /** While it runs forward. */
        FORWARD,
        /** While it goes back. */
        BACK,
        /** From its way forward to its way back. */
        BOTH,
        /** From one pass to the next. */
        ALWAYS
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
    public boolean moments() {
        return steps.purpose().moments();
    }

    /** Whether passes go back. */
    public boolean goesBack() {
        return steps.purpose().goesBack();
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
    public void tile(When when, int blocks, int rows, Consumer<Tile> owner) {
        if (goesBack() || when != When.BACK) {
            memory.tile(life(when), blocks, rows, owner);
        }
    }

    /** Claims the same for every chunk. */
    public void tiles(When when, int blocks, int rows, Consumer<Tile[]> owner) {
        tile(when, chunks * blocks, rows, all -> {
            Tile[] tiles = new Tile[chunks];
            Arrays.setAll(tiles, chunk -> all.fromBlock(chunk * blocks));
            owner.accept(tiles);
        });
    }

    /** Claims so many arrays of at least {@code size} doubles. */
    public void sums(When when, int count, int size, Consumer<double[][]> owner) {
        if (goesBack() || when != When.BACK) {
            memory.sums(life(when), count, size, owner);
        }
    }

    private Lifetime life(When when) {
        int forward = steps.forward(node);
        return switch (when) {
            case FORWARD -> new Lifetime(forward, forward);
            case BACK -> new Lifetime(steps.back(node), steps.back(node));
            case BOTH -> new Lifetime(forward, goesBack() ? steps.back(node) : forward);
            case ALWAYS -> steps.always();
        };
    }

    /** Claims a batch of a value that this node writes and {@code reader} is the last to read; the output has no reader. */
    public void value(int blocks, int imageRows, int reader, Consumer<Tile> owner) {
        int to = goesBack() ? steps.back(node) : reader < 0 ? steps.turn() : steps.forward(reader);
        memory.tile(new Lifetime(steps.forward(node), to), blocks, capacity * imageRows, owner);
    }

    /** The same for its gradient, which {@code reader} is the first to write. */
    public void gradient(int blocks, int imageRows, int reader, Consumer<Tile> owner) {
        int from = reader < 0 ? steps.turn() : steps.back(reader);
        memory.tile(new Lifetime(from, steps.back(node)), blocks, capacity * imageRows, owner);
    }
}

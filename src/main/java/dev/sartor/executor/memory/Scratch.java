package dev.sartor.executor.memory;

import dev.sartor.executor.kernel.Tile;

/**
 * Scratch memory of one thread: tiles that live until the end of a task. It grows to the needs of the largest task. Rows are
 * pixels and blocks are groups of 16 channels, as in {@link Tile}.
 */
public final class Scratch {
    private static final int INITIAL_FLOATS = 1 << 20;

    private float[] data = new float[INITIAL_FLOATS];
    /** The index after the last tile in use, and its maximum so far. */
    private int top;

    private int peak;

    /** Releases all tiles. */
    public void clear() {
        top = TileLayout.ALIGNMENT;
    }

    /** The position of the next tile, for {@link #release}. */
    public int mark() {
        return top;
    }

    /** Releases all tiles taken since the mark. */
    public void release(int mark) {
        top = mark;
    }

    /** Peak bytes of tiles in use at once. */
    public long peakBytes() {
        return Math.max(0, peak - TileLayout.ALIGNMENT) * (long) Float.BYTES;
    }

    /** A tile of one block of {@code rows} rows, as {@link #take}. */
    public Tile takeBlock(int rows) {
        int blocks = 1;
        return take(blocks, rows);
    }

    /** A tile of {@code blocks} blocks of {@code rows} rows; its values are left over from other tasks, finite but undefined. */
    public Tile take(int blocks, int rows) {
        int blockStride = rows * Tile.LANES;
        int size = Math.multiplyExact(blocks, blockStride);
        if (top + size > data.length) {
            data = new float[Math.max(2 * data.length, top + size)];
        }
        var tile = new Tile(data, top, blockStride);
        top += size;
        peak = Math.max(peak, top);
        return tile;
    }
}

package dev.sartor.executor.memory;

import dev.sartor.executor.kernel.Tile;

/** Scratch memory of one thread: tiles that live until the end of a task. It grows to the needs of the largest task. */
public final class Scratch {
    private float[] data = new float[1 << 20];
    private int top;
    private int peak;

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

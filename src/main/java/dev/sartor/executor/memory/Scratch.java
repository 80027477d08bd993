package dev.sartor.executor.memory;

import dev.sartor.executor.kernel.Tile;

/** Working memory of one thread: tiles that live until the end of the task. Grows to what the largest task asks for. */
public final class Scratch {
    private float[] data = new float[1 << 20];
    private int top;
    private int peak;

    public void clear() {
        top = TileLayout.ALIGNMENT;
    }

    /** Where the next tile will stand, for {@link #release}. */
    public int mark() {
        return top;
    }

    /** Gives up all tiles taken since the mark. */
    public void release(int mark) {
        top = mark;
    }

    /** Bytes of the most tiles that it ever held at once. */
    public long peakBytes() {
        return Math.max(0, peak - TileLayout.ALIGNMENT) * (long) Float.BYTES;
    }

    /** Room for so many blocks of rows; what it holds is left over from other tasks, finite but meaningless. */
    public Tile take(int blocks, int rows) {
        int step = rows * Tile.LANES;
        int size = Math.multiplyExact(blocks, step);
        if (top + size > data.length) {
            data = new float[Math.max(2 * data.length, top + size)];
        }
        var tile = new Tile(data, top, step);
        top += size;
        peak = Math.max(peak, top);
        return tile;
    }
}

package dev.sartor.executor.memory;

import dev.sartor.executor.kernel.Tile;

/** How tensors lie in arrays. */
public final class TileLayout {
    /** Floats before the first: in large arrays, which start on a page, they put it on a cache line of its own. */
    static final int ALIGNMENT = 12;
    /** Rows between blocks that are never used: blocks a power of two apart would fall into the same few cache sets. */
    private static final int STAGGER = 1;

    private TileLayout() {}

    /** Floats from one block of so many rows to the next. */
    static long step(long rows) {
        return (rows + STAGGER) * Tile.LANES;
    }

    /** A small tensor of zeros with an array of its own. */
    public static Tile allocate(int blocks, int rows) {
        int step = Math.toIntExact(step(rows));
        return new Tile(new float[blocks * step + ALIGNMENT], ALIGNMENT, step);
    }
}

package dev.sartor.executor.memory;

import dev.sartor.executor.kernel.Tile;

/** The layout of tensors in arrays. Rows are pixels and blocks are groups of 16 channels, as in {@link Tile}. */
public final class TileLayout {
    /** Floats before the first value: with the 16 bytes of an array's header they align it to a cache line in large arrays, which start on a page. */
    static final int ALIGNMENT = 12;
    /** Unused rows between blocks: blocks a power of two apart would map to the same few cache sets. */
    private static final int STAGGER = 1;

    private TileLayout() {}

    /** Floats from one block of {@code rows} rows to the next. */
    static long blockStride(long rows) {
        return (rows + STAGGER) * Tile.LANES;
    }

    /** One row of one block, with zeros. */
    public static Tile allocateRow() {
        return allocate(1, 1);
    }

    /** A small tensor of zeros in its own array. */
    public static Tile allocate(int blocks, int rows) {
        int blockStride = Math.toIntExact(blockStride(rows));
        return new Tile(new float[blocks * blockStride + ALIGNMENT], ALIGNMENT, blockStride);
    }
}

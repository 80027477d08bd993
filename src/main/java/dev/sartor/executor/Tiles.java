package dev.sartor.executor;

import dev.sartor.arch.UserError;
import dev.sartor.executor.kernel.Tile;

/** Allocates tensors. */
final class Tiles {
    /** Floats before the first: in large arrays, which start on a page, they put it on a cache line of its own. */
    static final int ALIGNMENT = 12;
    /** Rows between blocks that are never used: blocks a power of two apart would fall into the same few cache sets. */
    private static final int STAGGER = 1;

    private Tiles() {
    }

    static Tile allocate(int blocks, int rows) {
        long step = (long) (rows + STAGGER) * Tile.LANES;
        long size = blocks * step + ALIGNMENT;
        if (size > Integer.MAX_VALUE - 8) {
            throw new UserError("one layer's values do not fit into an array of 2^31 floats", "batch size",
                    "train with a smaller batch or a lower resolution");
        }
        return new Tile(floats((int) size), ALIGNMENT, (int) step);
    }

    private static float[] floats(int size) {
        try {
            return new float[size];
        } catch (OutOfMemoryError e) {
            throw new UserError("the network's values do not fit into memory: " + (size >> 18) + " MiB more are needed for one layer",
                    "batch size", "use a smaller batch or a lower resolution, or give Java more memory with -Xmx",
                    UserError.ExitCode.FAILED, e);
        }
    }
}

package dev.sartor.executor.memory;

import dev.sartor.executor.kernel.Tile;
import java.util.ArrayList;
import java.util.List;

/** The arrays that a compiled network (plan) holds until it is closed. */
public final class PlanBuffers implements AutoCloseable {
    private final ArrayPool pool;
    /** Floats in all arrays together. */
    private final long floats;
    /** Floats of each array but the last. */
    private final long arrayFloats;

    private final List<float[]> floatArrays = new ArrayList<>();
    private final List<double[]> doubles = new ArrayList<>();
    /** Doubles requested; the arrays of the pool may be longer. */
    private long requestedDoubles;

    /** Takes {@code floats} floats from the pool, {@code arrayFloats} in each array. */
    PlanBuffers(ArrayPool pool, long floats, long arrayFloats) {
        this.pool = pool;
        this.floats = floats;
        this.arrayFloats = arrayFloats;
        for (long from = 0; from < floats; from += arrayFloats) {
            floatArrays.add(pool.floats((int) Math.min(arrayFloats, floats - from) + TileLayout.ALIGNMENT));
        }
    }

    /** Bytes of all tensors and sums. */
    public long bytes() {
        return floats * Float.BYTES + requestedDoubles * Double.BYTES;
    }

    /**
     * The tensor at an offset in all arrays together.
     *
     * @param blockStride floats from one block of channels to the next
     */
    Tile tile(long offset, int blockStride) {
        return new Tile(
                floatArrays.get((int) (offset / arrayFloats)),
                TileLayout.ALIGNMENT + (int) (offset % arrayFloats),
                blockStride);
    }

    /** Takes {@code count} arrays of at least {@code size} doubles. */
    double[][] doubles(int count, int size) {
        requestedDoubles += (long) count * size;
        double[][] arrays = new double[count][];
        for (int i = 0; i < count; i++) {
            arrays[i] = pool.doubles(size);
            doubles.add(arrays[i]);
        }
        return arrays;
    }

    /** Returns the arrays to the pool. */
    @Override
    public void close() {
        floatArrays.forEach(pool::release);
        doubles.forEach(pool::release);
        floatArrays.clear();
        doubles.clear();
    }
}

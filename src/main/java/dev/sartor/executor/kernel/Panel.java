package dev.sartor.executor.kernel;

/** A slice of a matrix, packed for {@link Kernels#multiply}: row-major, {@code blocks} (1 or 2) x 16 columns. */
public record Panel(float[] data, int offset, int blocks) {

    /**
     * The widest panel, in blocks. With 8 rows it has 16 sums, which leaves some registers free; 3 blocks would use all registers of
     * AVX-512, and the compiled code would be a quarter slower.
     */
    public static final int WIDEST = 2;

    public int columns() {
        return blocks * Tile.LANES;
    }

    /** The number of blocks of the panel that starts at block {@code first} of {@code total}: two, or one at the end. */
    public static int width(int first, int total) {
        return Math.min(total - first, WIDEST);
    }
}

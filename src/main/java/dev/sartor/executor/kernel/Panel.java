package dev.sartor.executor.kernel;

/**
 * A slice of a matrix, packed for {@link Kernels#multiply}: all rows of {@code blocks} (1 or 2) x 16 columns, row-major.
 *
 * @param offset index of the first element in {@code data}
 */
public record Panel(float[] data, int offset, int blocks) {

    /**
     * The widest panel, in blocks of 16 columns. The kernel for 8 rows keeps 16 sums in AVX-512 registers, which leaves some
     * free; 3 blocks would use all of them, and the compiled code would be a quarter slower.
     */
    public static final int WIDEST = 2;

    public int columns() {
        return blocks * Tile.LANES;
    }

    /** The number of blocks of the panel that starts at block {@code first} of {@code total}: {@link #WIDEST}, or less at the end. */
    public static int width(int first, int total) {
        return Math.min(total - first, WIDEST);
    }
}

package dev.sartor.executor.kernel;

/** A slice of a matrix, packed for {@link Kernels#multiply}: row-major, {@code blocks} (1 or 2) x 16 columns. */
public record Panel(float[] data, int at, int blocks) {

    /**
     * Widest panel, in blocks: with 8 rows its 16 sums leave registers to spare. With 3 blocks all of AVX-512's would be
     * taken, and the code that Java makes of that is a quarter slower.
     */
    public static final int WIDEST = 2;

    public int columns() {
        return blocks * Tile.LANES;
    }

    /** Blocks of the panel that starts at block {@code first} of {@code total}: pairs, and perhaps one alone. */
    public static int width(int first, int total) {
        return Math.min(total - first, WIDEST);
    }
}

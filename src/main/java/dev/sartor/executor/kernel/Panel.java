package dev.sartor.executor.kernel;

/** A slice of a matrix, packed for {@link Kernels#multiply}: row-major, {@code blocks} (1 to 3) x 16 columns. */
public record Panel(float[] data, int at, int blocks) {

    /** Widest panel, in blocks: with 8 rows its 24 sums are what the registers of AVX-512 hold. */
    public static final int WIDEST = 3;

    public int columns() {
        return blocks * Tile.LANES;
    }

    /** Blocks of the panel that starts at block {@code first} of {@code total}: threes, and a rest of 1, 2 or 2 + 2. */
    public static int width(int first, int total) {
        int left = total - first;
        return left >= WIDEST && left != 4 ? WIDEST : Math.min(left, 2);
    }
}

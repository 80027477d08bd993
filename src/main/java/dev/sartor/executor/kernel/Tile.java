package dev.sartor.executor.kernel;

/**
 * A place in memory that holds rows of channels, 16 channels to a block: row {@code r} of block {@code b} is the 16
 * floats from {@code at + b * step + 16 * r}. A row is one pixel of one image.
 */
public record Tile(float[] data, int at, int step) {

    /** Channels of a block. Tensors are padded to it; the padding's values are finite and mean nothing. */
    public static final int LANES = 16;

    /** Channels rounded up to whole blocks. */
    public static int padded(int channels) {
        return blocks(channels) * LANES;
    }

    /** Blocks that hold so many channels. */
    public static int blocks(int channels) {
        return (channels + LANES - 1) / LANES;
    }

    /** Where a block starts. */
    public int block(int block) {
        return at + block * step;
    }

    /** The same place from that row on. */
    public Tile fromRow(int row) {
        return new Tile(data, at + LANES * row, step);
    }

    /** The same place from that block on. */
    public Tile fromBlock(int block) {
        return new Tile(data, block(block), step);
    }
}

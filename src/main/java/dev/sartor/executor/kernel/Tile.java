package dev.sartor.executor.kernel;

/**
 * A view of an array of pixels x channels, in blocks of 16 channels: the 16 floats of row {@code r} (a pixel) in block {@code b}
 * begin at {@code offset + b * blockStride + 16 * r}.
 *
 * <p>The words of all kernels: a row is one pixel of one image, a block is 16 channels, a plane is the pixels of one image, and a
 * line is a horizontal line of pixels. The pitch of a plane is the number of rows from one line to the next.
 */
public record Tile(float[] data, int offset, int blockStride) {

    /** Channels of a block. Tensors are padded to whole blocks; the values of the padding are finite and ignored. */
    public static final int LANES = 16;

    /** The number of channels, rounded up to whole blocks. */
    public static int padded(int channels) {
        return blocks(channels) * LANES;
    }

    /** The number of blocks that hold {@code channels} channels. */
    public static int blocks(int channels) {
        return (channels + LANES - 1) / LANES;
    }

    /** The index of a block's first float in the array. */
    public int blockOffset(int block) {
        return offset + block * blockStride;
    }

    /** The view that starts at a row. */
    public Tile fromRow(int row) {
        return new Tile(data, offset + LANES * row, blockStride);
    }

    /** The view that starts at a block. */
    public Tile fromBlock(int block) {
        return new Tile(data, blockOffset(block), blockStride);
    }
}

package dev.sartor.executor.convolution;

import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;

/**
 * A matrix product for every pixel of a plane: the inputs of some taps (positions in a kernel) times their weights. It runs
 * line by line if lines are long enough for the kernels, and otherwise over all lines at once, skipping the padding between
 * them in the result. Rows are pixels and blocks are groups of 16 channels, as in {@link Tile}.
 *
 * @param matrix the weights
 * @param taps   for each tap, the offset of its input from the pixel, in rows
 * @param pitch  rows from one line of inputs to the next
 * @param height lines of the result
 * @param width  pixels of a line of the result
 */
record ImplicitGemm(WeightMatrix matrix, int[] taps, int pitch, int height, int width) {
    /** Pixels that the multiply kernels compute together. */
    private static final int KERNEL_ROWS = 8;

    /** Whether a line fills the kernels, and whole kernel calls do not read beyond its padding. */
    private boolean runsLineByLine() {
        return width >= KERNEL_ROWS && (width + KERNEL_ROWS - 1) / KERNEL_ROWS * KERNEL_ROWS <= pitch || height == 1;
    }

    /** The offsets of the blocks of all taps, in floats. */
    private int[] blockOffsets(int blockStride) {
        int[] blockOffsets = new int[matrix.depthBlocks()];
        for (int i = 0, blocks = blockOffsets.length / Math.max(1, taps.length); i < blockOffsets.length; i++) {
            blockOffsets[i] = taps[i / blocks] * Tile.LANES + i % blocks * blockStride;
        }
        return blockOffsets;
    }

    /** Writes the plane, line after line; {@code firstPixel} starts at the first pixel. */
    void run(Tile firstPixel, Tile out, Scratch scratch) {
        int[] blockOffsets = blockOffsets(firstPixel.blockStride());
        // a panel stays in the first-level cache for all lines
        for (int b = 0, panel = 0; b < matrix.outputBlocks(); b += Panel.WIDEST, panel++) {
            if (runsLineByLine()) {
                for (int y = 0; y < height; y++) {
                    matrix.multiplyPanel(
                            panel,
                            firstPixel.fromRow(y * pitch),
                            blockOffsets,
                            out.fromBlock(b).fromRow(y * width),
                            width);
                }
            } else {
                runAtOnce(panel, firstPixel, blockOffsets, out.fromBlock(b), scratch);
            }
        }
    }

    private void runAtOnce(int panel, Tile firstPixel, int[] blockOffsets, Tile out, Scratch scratch) {
        int mark = scratch.mark();
        int rows = (height - 1) * pitch + width;
        Tile wide = scratch.take(Panel.WIDEST, rows);
        matrix.multiplyPanel(panel, firstPixel, blockOffsets, wide, rows);
        for (int b = 0; b < Panel.width(panel * Panel.WIDEST, matrix.outputBlocks()); b++) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(
                        wide.data(),
                        wide.blockOffset(b) + y * pitch * Tile.LANES,
                        out.data(),
                        out.blockOffset(b) + y * width * Tile.LANES,
                        width * Tile.LANES);
            }
        }
        scratch.release(mark);
    }
}

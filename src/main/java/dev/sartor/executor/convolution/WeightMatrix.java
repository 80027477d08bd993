package dev.sartor.executor.convolution;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * A convolution's or linear layer's weights as a matrix of depth x outputs, packed for the kernels in both directions, with the
 * partial sums of its gradient. The depth is the number of input channels times that of positions in the kernel.
 * {@link MatrixLayout} maps the matrix to the weights array. Rows are pixels and blocks are groups of 16 channels, as in
 * {@link Tile}; a chunk is some images of the batch.
 */
final class WeightMatrix {
    /** Rows of a product that are computed at once before they are added to the target. */
    private static final int ROWS_AT_ONCE = 256;

    private final Kernels kernels;
    private final MatrixLayout layout;
    private final int depth;
    private final int outputs;
    /** The packed weights in slices of up to 32 columns, for each direction. */
    private List<Panel> forward;

    private List<Panel> backward;
    /** For each chunk, the partial sum of the gradient. */
    private Tile[] sums;

    WeightMatrix(MatrixLayout layout, Kernels kernels) {
        this.kernels = kernels;
        this.layout = layout;
        depth = layout.offset().length;
        outputs = layout.outputs();
    }

    /** Requests memory for all passes. */
    void requestMemory(MemoryRequests requests) {
        requestForward(requests);
        if (requests.hasBackward()) {
            requestBackward(requests);
        }
        requestSums(requests);
    }

    /** Requests the memory that {@link #load} fills. */
    void requestForward(MemoryRequests requests) {
        requests.tile(
                MemoryRequests.Liveness.PERSISTENT,
                Tile.blocks(outputs),
                depth,
                t -> forward = panels(depth, outputs, t));
    }

    /** Requests the memory that {@link #loadTransposed} fills. */
    void requestBackward(MemoryRequests requests) {
        requests.tile(
                MemoryRequests.Liveness.PERSISTENT,
                Tile.blocks(depth),
                outputs,
                t -> backward = panels(outputs, depth, t));
    }

    /** Requests the partial sums of the gradient. */
    void requestSums(MemoryRequests requests) {
        requests.tiles(MemoryRequests.Liveness.BACKWARD, Tile.blocks(outputs), Tile.padded(depth), t -> sums = t);
    }

    /** Divides a buffer for rows x columns into panels. */
    private static List<Panel> panels(int rows, int columns, Tile buffer) {
        List<Panel> panels = new ArrayList<>();
        int blocks = Tile.blocks(columns);
        for (int b = 0; b < blocks; b += panels.getLast().blocks()) {
            panels.add(new Panel(buffer.data(), buffer.blockOffset(b), Panel.width(b, blocks)));
        }
        if (columns % Tile.LANES > 0) {
            Panel last = panels.getLast();
            Arrays.fill(last.data(), last.offset(), last.offset() + rows * last.columns(), 0);
        }
        return panels;
    }

    int depth() {
        return depth;
    }

    int outputBlocks() {
        return Tile.blocks(outputs);
    }

    int depthBlocks() {
        return Tile.blocks(depth);
    }

    /** Floats of a row of the partial sums. */
    private int pitch() {
        return Tile.padded(outputs);
    }

    /** Packs the weights for {@link #multiply}. */
    void load(float[] weights) {
        int column = 0;
        for (Panel p : forward) {
            int first = column;
            pack(p, depth, outputs - first, (k, n) -> layout.index(k, first + n), weights);
            column += p.columns();
        }
    }

    /** Packs the weights for {@link #multiplyTransposed}. */
    void loadTransposed(float[] weights) {
        int column = 0;
        for (Panel p : backward) {
            int first = column;
            pack(p, outputs, depth - first, (n, k) -> layout.index(first + k, n), weights);
            column += p.columns();
        }
    }

    /** @param index the index of the weight for a row and a column of the panel; negative for 0 */
    private static void pack(Panel p, int rows, int columns, IntBinaryOperator index, float[] weights) {
        for (int c = 0; c < Math.min(columns, p.columns()); c++) {
            for (int r = 0; r < rows; r++) {
                int from = index.applyAsInt(r, c);
                p.data()[p.offset() + r * p.columns() + c] = from < 0 ? 0 : weights[from];
            }
        }
    }

    /** out = a x W. */
    void multiply(Tile a, Tile out, int rows) {
        int block = 0;
        for (Panel p : forward) {
            kernels.multiply(a, depth, p, out.fromBlock(block), rows);
            block += p.blocks();
        }
    }

    /**
     * The part of {@link #multiply} that comes from a range of depth: {@code blocks} blocks from block {@code first} on, where
     * {@code a} starts. The range from block 0 on sets {@code out}; other ranges are added to it.
     */
    void multiplyDepthRange(Tile a, int first, int blocks, Tile out, int rows, Scratch scratch) {
        int from = first * Tile.LANES;
        int count = Math.min(depth - from, blocks * Tile.LANES);
        int mark = scratch.mark();
        Tile product = scratch.take(Panel.WIDEST, Math.min(rows, ROWS_AT_ONCE));
        int block = 0;
        for (Panel p : forward) {
            var part = new Panel(p.data(), p.offset() + from * p.columns(), p.blocks());
            Tile to = out.fromBlock(block);
            if (first == 0) {
                kernels.multiply(a, count, part, to, rows);
            } else {
                addProduct(a, count, part, product, to, rows);
            }
            block += p.blocks();
        }
        scratch.release(mark);
    }

    private void addProduct(Tile a, int depth, Panel part, Tile product, Tile out, int rows) {
        for (int row = 0; row < rows; row += ROWS_AT_ONCE) {
            int count = Math.min(ROWS_AT_ONCE, rows - row);
            kernels.multiply(a.fromRow(row), depth, part, product, count);
            for (int b = 0; b < part.blocks(); b++) {
                kernels.add(out.fromBlock(b).fromRow(row), product.fromBlock(b), count);
            }
        }
    }

    /** out = g x W transposed. */
    void multiplyTransposed(Tile g, Tile out, int rows) {
        int block = 0;
        for (Panel p : backward) {
            kernels.multiply(g, outputs, p, out.fromBlock(block), rows);
            block += p.blocks();
        }
    }

    /** {@link #multiply} for the outputs of one panel. */
    void multiplyPanel(int panel, Tile a, Tile out, int rows) {
        kernels.multiply(a, depth, forward.get(panel), out, rows);
    }

    /** {@link #multiply} for the outputs of one panel, where each depth block of {@code a} has its own offset, in floats. */
    void multiplyPanel(int panel, Tile a, int[] blockOffsets, Tile out, int rows) {
        kernels.multiply(a, blockOffsets, depth, forward.get(panel), out, rows);
    }

    /** {@link #multiplyTransposed} for one panel. */
    void multiplyTransposedPanel(int panel, Tile g, Tile out, int rows) {
        kernels.multiply(g, outputs, backward.get(panel), out, rows);
    }

    /** Writes g x W transposed to the gradient of an input, from its block {@code first} on. */
    void accumulateInputGradient(NodeInput input, int first, int row, int rows, Tile g, Scratch scratch) {
        switch (input.gradientMode()) {
            case NONE -> {}
            case STORE -> multiplyTransposed(g, input.value().gradientAt(first, row), rows);
            case ADD -> {
                Tile inputGradient = scratch.take(depthBlocks(), rows);
                multiplyTransposed(g, inputGradient, rows);
                for (int b = 0; b < depthBlocks(); b++) {
                    input.accumulate(kernels, first + b, row, rows, inputGradient.fromBlock(b));
                }
            }
        }
    }

    void clearGradientSums(int chunk) {
        Tile t = sums[chunk];
        Arrays.fill(t.data(), t.offset(), t.offset() + Tile.padded(depth) * pitch(), 0);
    }

    /**
     * Adds the outer products of inputs {@code a} and output gradients {@code g}, row by row, to a chunk's sums of the
     * gradient.
     */
    void addOuterProduct(int chunk, Tile a, Tile g, int rows) {
        int blocks = Tile.blocks(outputs);
        for (int b = 0, width; b < blocks; b += width) {
            width = Panel.width(b, blocks);
            addOuterProduct(chunk, a, g.fromBlock(b), b, width, rows);
        }
    }

    /**
     * Adds the outer products of a convolution.
     *
     * @param taps     for each tap (position in the kernel), the offset of its inputs, in rows
     * @param channels number of channels of each tap
     */
    void addOuterProduct(int chunk, Tile a, int[] taps, int channels, Tile g, int rows) {
        int blocks = Tile.blocks(outputs);
        Tile to = sums[chunk];
        for (int b = 0, width; b < blocks; b += width) {
            width = Panel.width(b, blocks);
            for (int t = 0; t < taps.length; t++) {
                kernels.outer(
                        a.fromRow(taps[t]),
                        channels,
                        g.fromBlock(b),
                        width,
                        rows,
                        to.data(),
                        to.offset() + t * Tile.padded(channels) * pitch() + b * Tile.LANES,
                        pitch());
            }
        }
    }

    /** Adds the outer products for {@code width} blocks of outputs from {@code block} on, where {@code g} starts. */
    void addOuterProduct(int chunk, Tile a, Tile g, int block, int width, int rows) {
        kernels.outer(a, depth, g, width, rows, sums[chunk].data(), sums[chunk].offset() + block * Tile.LANES, pitch());
    }

    /** The sum over chunks of the gradient at depth k, output n. */
    double sum(int chunks, int k, int n) {
        double total = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            total += sums[chunk].data()[sums[chunk].offset() + k * pitch() + n];
        }
        return total;
    }

    /** Adds the chunks' partial sums for one block of depth. */
    void reduceGradients(int block, int chunks, float[] gradient) {
        double[] row = new double[pitch()];
        for (int k = block * Tile.LANES; k < Math.min(depth, (block + 1) * Tile.LANES); k++) {
            Arrays.fill(row, 0);
            for (int chunk = 0; chunk < chunks; chunk++) {
                add(row, sums[chunk].data(), sums[chunk].offset() + k * pitch());
            }
            for (int n = 0; n < outputs; n++) {
                int to = layout.index(k, n);
                if (to >= 0) {
                    gradient[to] = (float) row[n];
                }
            }
        }
    }

    private static void add(double[] row, float[] chunkSums, int offset) {
        for (int i = 0; i < row.length; i++) {
            row[i] += chunkSums[offset + i];
        }
    }
}

package dev.sartor.executor.node;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;

/**
 * A tensor between two nodes for a batch: its raw form as the node wrote it, the {@link ReadTransform} that readers see it
 * through, and, when training, the gradient of what they see. Rows run over images, then lines, then columns.
 */
public final class Value {
    public final Shape shape;
    public final ReadTransform transform;
    public Tile raw;
    private final Kernels kernels;
    /** The last node that reads it; none yet. */
    private int reader = -1;

    private Tile gradient;
    private double[][] sums;
    private boolean gradientsAlreadySummed;

    public Value(Shape shape, ReadTransform transform, Kernels kernels) {
        this.shape = shape;
        this.transform = transform;
        this.kernels = kernels;
    }

    /** Tells it of a reader; called in the order of nodes. */
    public void setLastReader(int node) {
        reader = node;
    }

    /** Claims room for a batch and its gradient on behalf of the node that writes it. */
    public void requestMemory(MemoryRequests requests) {
        requestValue(requests);
        if (requests.hasBackward()) {
            requests.gradient(blocks(), imageRows(), reader, t -> gradient = t);
        }
    }

    /** The same without the gradient. */
    public void requestValue(MemoryRequests requests) {
        requests.value(blocks(), imageRows(), reader, t -> raw = t);
        requestSums(requests);
    }

    /** Claims room for a batch on behalf of the only node that writes and reads it. */
    public void requestInner(MemoryRequests requests) {
        requests.tile(
                MemoryRequests.Liveness.FORWARD_TO_BACKWARD, blocks(), requests.capacity() * imageRows(), t -> raw = t);
        requestSums(requests);
    }

    private void requestSums(MemoryRequests requests) {
        if (requests.usesBatchStatistics()) {
            requests.sums(
                    MemoryRequests.Liveness.FORWARD_TO_BACKWARD,
                    requests.chunks(),
                    2 * blocks() * Tile.LANES,
                    s -> sums = s);
        }
    }

    public int blocks() {
        return Tile.blocks(shape.channels());
    }

    /** Rows of one image. */
    public int imageRows() {
        return shape.height() * shape.width();
    }

    /** The gradient of what readers see. */
    public Tile gradient() {
        return gradient;
    }

    public Tile rawAt(int block, int row) {
        return raw.fromBlock(block).fromRow(row);
    }

    public Tile gradientAt(int block, int row) {
        return gradient.fromBlock(block).fromRow(row);
    }

    /** What readers see of one block, from a row on. */
    public void read(int block, int row, int rows, Tile out) {
        read(block, row, out, rows, 1, rows);
    }

    /** The same for a plane, into lines that lie {@code pitch} rows apart. */
    public void read(int block, int row, Tile out, int pitch, int height, int width) {
        kernels.activate(
                rawAt(block, row),
                transform.affine,
                block * Tile.LANES,
                transform.activation,
                out,
                pitch,
                height,
                width);
    }

    /** What readers see of all blocks: the raw value itself if that is the same, else a copy in {@code scratch}. */
    public Tile read(int row, int rows, Scratch scratch) {
        if (transform.isIdentity()) {
            return raw.fromRow(row);
        }
        Tile tile = scratch.take(blocks(), rows);
        for (int b = 0; b < blocks(); b++) {
            read(b, row, rows, tile.fromBlock(b));
        }
        return tile;
    }

    /** The gradient of one block of the raw value, from a row on. */
    public void readGradient(int block, int row, int rows, Tile out) {
        readGradient(block, row, rows, gradientAt(block, row), out);
    }

    /** The same from a gradient {@code d} of what readers see; {@code out} may be {@code d}. */
    public void readGradient(int block, int row, int rows, Tile d, Tile out) {
        readGradient(block, row, d, out, out, rows, 1, rows);
    }

    /**
     * The same for a plane, into lines that lie {@code pitch} rows apart. Uses {@code buffer}, which may be {@code d} or, if
     * that has no gaps, {@code out}.
     */
    public void readGradient(int block, int row, Tile d, Tile buffer, Tile out, int pitch, int height, int width) {
        Tile z = rawAt(block, row);
        int channel = block * Tile.LANES;
        Tile g = d;
        ActivationFunction activation = transform.activation;
        if (!activation.isClamp()) {
            kernels.activationGradient(d, z, transform.affine, channel, activation, buffer, height * width);
            g = buffer;
            activation = ActivationFunction.LINEAR;
        }
        kernels.gradient(g, z, transform.affine, transform.backward, channel, activation, out, pitch, height, width);
    }

    /** The gradient of all blocks of the raw value: the kept one if that is the same, else a copy in {@code scratch}. */
    public Tile readGradient(int row, int rows, Scratch scratch) {
        if (transform.isIdentity()) {
            return gradient.fromRow(row);
        }
        Tile tile = scratch.take(blocks(), rows);
        for (int b = 0; b < blocks(); b++) {
            readGradient(b, row, rows, tile.fromBlock(b));
        }
        return tile;
    }

    /** Forgets a chunk's sums; every pass that sums starts so. */
    public void clearSums(int chunk) {
        java.util.Arrays.fill(sums[chunk], 0);
    }

    /** Adds rows of one raw block to its chunk's moments. */
    public void addMoments(int chunk, int block, int row, int rows) {
        kernels.moments(rawAt(block, row), block * Tile.LANES, rows, sums[chunk]);
    }

    /** Tells it that its only reader sums the gradients that it gives. */
    void readerSumsGradients() {
        gradientsAlreadySummed = true;
    }

    boolean gradientsAlreadySummed() {
        return gradientsAlreadySummed;
    }

    /** Sums the kept gradient over a chunk. */
    void sumGradients(Chunk chunk, Scratch scratch) {
        clearSums(chunk.index());
        int mark = scratch.mark();
        for (int b = 0; b < blocks(); b++) {
            int row = chunk.from() * imageRows();
            addGradient(chunk.index(), b, row, chunk.images() * imageRows(), gradientAt(b, row), scratch);
            scratch.release(mark);
        }
    }

    /** Adds the gradient of rows of what readers see of one block to its chunk's sums. */
    public void addGradient(int chunk, int block, int row, int rows, Tile gradient, Scratch scratch) {
        Tile z = rawAt(block, row);
        int channel = block * Tile.LANES;
        if (transform.activation.isClamp()) {
            kernels.gradientSums(gradient, z, transform.affine, channel, transform.activation, rows, sums[chunk]);
            return;
        }
        Tile g = scratch.take(1, rows);
        kernels.activationGradient(gradient, z, transform.affine, channel, transform.activation, g, rows);
        kernels.gradientSums(g, z, transform.affine, channel, ActivationFunction.LINEAR, rows, sums[chunk]);
    }

    /** Ends a forward pass: the moments of all chunks, in order. */
    public void finishMoments(Pass pass) {
        transform.setMoments(total(pass.chunks()), pass.rows(this));
    }

    /** Ends the summing of gradients. */
    public void finishGradientSums(Pass pass) {
        transform.setGradientSums(total(pass.chunks()), pass.rows(this), pass.gradients());
    }

    private double[] total(int chunks) {
        // arrays of a pool may be longer than was asked, each by as much as it likes
        double[] total = java.util.Arrays.copyOf(sums[0], 2 * blocks() * Tile.LANES);
        for (int chunk = 1; chunk < chunks; chunk++) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sums[chunk][i];
            }
        }
        return total;
    }
}

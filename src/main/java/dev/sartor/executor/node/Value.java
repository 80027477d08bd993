package dev.sartor.executor.node;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;

/**
 * A tensor between two nodes for a batch: the raw value that a node wrote, the {@link ReadTransform} applied when it is read, and
 * in training the gradient of the transformed value. A row is one pixel; rows are ordered by image, line and column. A
 * block is a group of {@link Tile#LANES} channels. For batch norm, the raw
 * value and its square are summed over all rows for each channel.
 */
public final class Value {
    public final Shape shape;
    public final ReadTransform transform;
    public Tile raw;
    private final Kernels kernels;
    /** The index of the last node that reads the value; -1 if none does. */
    private int lastReader = -1;

    private Tile gradient;
    /**
     * For each chunk (some images of the batch), sums of the raw value or of its gradient by channel, for batch norm or a
     * bias.
     */
    private double[][] sums;

    private boolean gradientsAlreadySummed;

    public Value(Shape shape, ReadTransform transform, Kernels kernels) {
        this.shape = shape;
        this.transform = transform;
        this.kernels = kernels;
    }

    /** Sets the last reader so far; called in the order of nodes. */
    public void setLastReader(int node) {
        lastReader = node;
    }

    /** Requests memory for a batch and its gradient on behalf of the node that writes it. */
    public void requestMemory(MemoryRequests requests) {
        requestValue(requests);
        if (requests.hasBackward()) {
            requests.gradient(channelBlocks(), pixelsPerImage(), lastReader, t -> gradient = t);
        }
    }

    /** Requests memory for a batch without its gradient. */
    public void requestValue(MemoryRequests requests) {
        requests.value(channelBlocks(), pixelsPerImage(), lastReader, t -> raw = t);
        requestSums(requests);
    }

    /** Requests memory for a batch on behalf of the only node that writes and reads it. */
    public void requestInner(MemoryRequests requests) {
        requests.tile(
                MemoryRequests.Liveness.FORWARD_TO_BACKWARD,
                channelBlocks(),
                requests.capacity() * pixelsPerImage(),
                t -> raw = t);
        requestSums(requests);
    }

    private void requestSums(MemoryRequests requests) {
        if (requests.usesBatchStatistics()) {
            requests.sums(
                    MemoryRequests.Liveness.FORWARD_TO_BACKWARD,
                    requests.chunks(),
                    2 * channelBlocks() * Tile.LANES,
                    s -> sums = s);
        }
    }

    /** The number of groups of {@link Tile#LANES} channels. */
    public int channelBlocks() {
        return Tile.blocks(shape.channels());
    }

    /** The number of rows of one image: its height times its width. */
    public int pixelsPerImage() {
        return shape.height() * shape.width();
    }

    /** The gradient of the transformed value. */
    public Tile gradient() {
        return gradient;
    }

    /** The value as the node wrote it, before the transform (batch norm and activation), from a block and a row on. */
    public Tile rawAt(int block, int row) {
        return raw.fromBlock(block).fromRow(row);
    }

    /** The gradient of the transformed value, from a block and a row on. */
    public Tile gradientAt(int block, int row) {
        return gradient.fromBlock(block).fromRow(row);
    }

    /** Reads the transformed value of one block, from a row on. */
    public void read(int block, int row, int rows, Tile out) {
        // as a plane of one line
        read(block, row, out, rows, 1, rows);
    }

    /** Reads a plane into lines that lie {@code pitch} rows apart. */
    public void read(int block, int row, Tile out, int pitch, int height, int width) {
        transform.read(kernels, rawAt(block, row), block * Tile.LANES, out, pitch, height, width);
    }

    /** Reads one block, from a row on, as it is before the activation. */
    public void readBeforeActivation(int block, int row, int rows, Tile out) {
        kernels.activateRows(
                rawAt(block, row), transform.affine, block * Tile.LANES, ActivationFunction.LINEAR, out, rows);
    }

    /** Reads all blocks: the raw value itself if the transform is the identity, otherwise a copy in {@code scratch}. */
    public Tile read(int row, int rows, Scratch scratch) {
        if (transform.isIdentity()) {
            return raw.fromRow(row);
        }
        Tile tile = scratch.take(channelBlocks(), rows);
        for (int b = 0; b < channelBlocks(); b++) {
            read(b, row, rows, tile.fromBlock(b));
        }
        return tile;
    }

    /** Computes the gradient of one block of the raw value, from a row on. */
    public void readGradient(int block, int row, int rows, Tile out) {
        readGradient(block, row, rows, gradientAt(block, row), out);
    }

    /**
     * Computes the gradient of the raw value from a gradient {@code d} of the transformed value; {@code out} may be {@code
     * d}.
     */
    public void readGradient(int block, int row, int rows, Tile d, Tile out) {
        // as a plane of one line
        readGradient(block, row, d, out, out, rows, 1, rows);
    }

    /**
     * Computes the gradient of the raw value for a plane, into lines that lie {@code pitch} rows apart. {@code buffer} may be
     * {@code d}, or {@code out} if that has no gaps between lines.
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
        kernels.gradientBeforeNorm(
                g, z, transform.affine, transform.backward, channel, activation, out, pitch, height, width);
    }

    /**
     * The gradient of all blocks of the raw value: the stored one if the transform is the identity, otherwise a copy in
     * {@code scratch}.
     */
    public Tile readGradient(int row, int rows, Scratch scratch) {
        if (transform.isIdentity()) {
            return gradient.fromRow(row);
        }
        Tile tile = scratch.take(channelBlocks(), rows);
        for (int b = 0; b < channelBlocks(); b++) {
            readGradient(b, row, rows, tile.fromBlock(b));
        }
        return tile;
    }

    /** Sets the sums of a chunk to zero. */
    public void clearSums(int chunk) {
        java.util.Arrays.fill(sums[chunk], 0);
    }

    /** Adds some rows of a block of the raw value to the sums of their chunk, for the batch statistics. */
    public void addToBatchStatistics(int chunk, int block, int row, int rows) {
        kernels.moments(rawAt(block, row), block * Tile.LANES, rows, sums[chunk]);
    }

    /** Called if the only reader sums the gradients that it writes, so that they need not be read again. */
    void setGradientsAlreadySummed() {
        gradientsAlreadySummed = true;
    }

    boolean gradientsAlreadySummed() {
        return gradientsAlreadySummed;
    }

    /** Sums the stored gradient over a chunk. */
    void sumGradients(Chunk chunk, Scratch scratch) {
        clearSums(chunk.index());
        int mark = scratch.mark();
        for (int b = 0; b < channelBlocks(); b++) {
            int row = chunk.from() * pixelsPerImage();
            addGradient(chunk.index(), b, row, chunk.images() * pixelsPerImage(), gradientAt(b, row), scratch);
            scratch.release(mark);
        }
    }

    /** Adds the gradient of transformed rows of one block to the sums of its chunk. */
    public void addGradient(int chunk, int block, int row, int rows, Tile gradient, Scratch scratch) {
        Tile z = rawAt(block, row);
        int channel = block * Tile.LANES;
        if (transform.activation.isClamp()) {
            kernels.gradientSums(gradient, z, transform.affine, channel, transform.activation, rows, sums[chunk]);
            return;
        }
        Tile g = scratch.takeBlock(rows);
        kernels.activationGradient(gradient, z, transform.affine, channel, transform.activation, g, rows);
        kernels.gradientSums(g, z, transform.affine, channel, ActivationFunction.LINEAR, rows, sums[chunk]);
    }

    /** Sets the batch statistics from the sums of all chunks, in order. */
    public void finishBatchStatistics(Pass pass) {
        transform.setBatchStatistics(total(pass.chunks()), pass.rows(this));
    }

    /** Sets the gradient sums from the sums of all chunks, in order. */
    public void finishGradientSums(Pass pass) {
        transform.setGradientSums(total(pass.chunks()), pass.rows(this), pass.gradients());
    }

    /** The sums of all chunks together. */
    private double[] total(int chunks) {
        // arrays of a pool may be longer than requested, and differ in length
        double[] total = java.util.Arrays.copyOf(sums[0], 2 * channelBlocks() * Tile.LANES);
        for (int chunk = 1; chunk < chunks; chunk++) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sums[chunk][i];
            }
        }
        return total;
    }
}

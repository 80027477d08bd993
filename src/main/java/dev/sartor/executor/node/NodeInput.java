package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;

/**
 * An input of a node: the value, and how the node writes the gradient of the value.
 *
 * @param soleReader whether no other node reads the value, so that its gradient is complete once stored
 */
public record NodeInput(Value value, GradientMode gradientMode, boolean soleReader) {

    /** How the gradient of a value that several nodes may read is written. */
    public enum GradientMode {
        /** The gradient is not needed: the value is the network's input, or there is no backward pass. */
        NONE,
        /** The gradient is stored: this node is the first to write it in the backward pass. */
        STORE,
        /** The gradient is added to the stored one. */
        ADD
    }

    public boolean needsGradient() {
        return gradientMode != GradientMode.NONE;
    }

    /**
     * Whether this node sums the gradients that it writes, while they are in the cache; the value's batch norm or bias needs
     * the sums.
     */
    boolean sumsGradients() {
        return gradientMode == GradientMode.STORE && soleReader && value.transform.needsGradientSums();
    }

    /** Sums the stored gradients of a chunk (some images) if they are complete; called at the end of a chunk's backward pass. */
    public void sumStoredGradients(Chunk chunk, Scratch scratch) {
        if (sumsGradients()) {
            value.sumGradients(chunk, scratch);
        }
    }

    /** Writes the gradient of some rows (pixels) of one block (16 channels). */
    public void accumulate(Kernels kernels, int block, int row, int rows, Tile gradient) {
        switch (gradientMode) {
            case NONE -> {}
            case STORE -> {
                Tile to = value.gradientAt(block, row);
                System.arraycopy(gradient.data(), gradient.offset(), to.data(), to.offset(), rows * Tile.LANES);
            }
            case ADD -> kernels.add(value.gradientAt(block, row), gradient, rows);
        }
    }
}

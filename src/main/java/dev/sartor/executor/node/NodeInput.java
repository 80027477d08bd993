package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;

/**
 * A node's input: the value, and what is done with the gradient that the node has for it.
 *
 * @param soleReader whether nobody else reads the value, so that its gradient is whole once it is stored
 */
public record NodeInput(Value value, GradientMode gradientMode, boolean soleReader) {

    /** What happens to the gradient of a value that several nodes may read. */
    public enum GradientMode {
        /** Nobody wants it: the value is the network's input, or no pass goes back. */
        NONE,
        /** This node is the first, on the way back, to write it. */
        STORE,
        /** It is added to what is there. */
        ADD
    }

    public boolean needsGradient() {
        return gradientMode != GradientMode.NONE;
    }

    /** Whether the reader sums what it gives, while it is still in the cache, for the value's transform. */
    boolean sumsGradients() {
        return gradientMode == GradientMode.STORE && soleReader && value.transform.needsGradientSums();
    }

    /** Sums what was given for a chunk, as far as that is all that the value gets; ends every chunk's way back. */
    public void sumStoredGradients(Chunk chunk, Scratch scratch) {
        if (sumsGradients()) {
            value.sumGradients(chunk, scratch);
        }
    }

    /** Takes the gradient of rows of one block. */
    public void accumulate(Kernels kernels, int block, int row, int rows, Tile gradient) {
        switch (gradientMode) {
            case NONE -> {}
            case STORE -> {
                Tile to = value.gradientAt(block, row);
                System.arraycopy(gradient.data(), gradient.at(), to.data(), to.at(), rows * Tile.LANES);
            }
            case ADD -> kernels.add(value.gradientAt(block, row), gradient, rows);
        }
    }
}

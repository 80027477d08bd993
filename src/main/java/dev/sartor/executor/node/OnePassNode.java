package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.network.Weights;
import java.util.List;

/** A node that processes each chunk once in the forward pass and once in the backward pass. */
public abstract class OnePassNode extends Node {

    public OnePassNode(List<NodeInput> inputs, Value output) {
        super(inputs, output);
    }

    @Override
    public void forward(Pass pass) {
        boolean moments = pass.training() && output.transform.needsMoments();
        pass.forEachChunk((chunk, scratch) -> {
            if (moments) {
                output.clearSums(chunk.index());
            }
            forward(chunk, moments, scratch);
        });
        if (moments) {
            output.finishMoments(pass);
        }
    }

    @Override
    public void backward(Pass pass) {
        sumOutputGradientForTransform(pass);
        pass.forEachChunk((chunk, scratch) -> {
            backward(chunk, scratch);
            inputs.forEach(e -> e.sumStoredGradients(chunk, scratch));
        });
        pass.forEach(reductionTasks(), task -> reduceGradients(task, pass.chunks(), pass.gradients()));
    }

    /**
     * Writes the raw output of the chunk.
     *
     * @param moments whether to add the chunk's sums to the statistics of the batch norm that follows
     */
    public abstract void forward(Chunk chunk, boolean moments, Scratch scratch);

    /** Writes the gradients of its inputs for the chunk, and the chunk's partial sums of its weights' gradients. */
    public abstract void backward(Chunk chunk, Scratch scratch);

    /** The number of independent tasks of {@link #reduceGradients}. */
    public int reductionTasks() {
        return 0;
    }

    /** Adds the chunks' partial sums, in order, to the gradients of its weights. */
    public void reduceGradients(int task, int chunks, Weights gradients) {}

    /** Adds the chunk's sums to the batch statistics; for nodes that do not do it while they write. */
    final void addMoments(Chunk chunk) {
        int rowsPerImage = output.imageRows();
        for (int b = 0; b < output.blocks(); b++) {
            output.addMoments(chunk.index(), b, chunk.from() * rowsPerImage, chunk.images() * rowsPerImage);
        }
    }
}

package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.network.Weights;
import java.util.List;

/** A node that processes each chunk (some images of the batch) once in the forward pass and once in the backward pass. */
public abstract class OnePassNode extends Node {

    public OnePassNode(List<NodeInput> inputs, Value output) {
        super(inputs, output);
    }

    @Override
    public void forward(Pass pass) {
        boolean batchStatistics = pass.training() && output.transform.needsBatchStatistics();
        pass.forEachChunk((chunk, scratch) -> {
            if (batchStatistics) {
                output.clearSums(chunk.index());
            }
            forward(chunk, batchStatistics, scratch);
        });
        if (batchStatistics) {
            output.finishBatchStatistics(pass);
        }
    }

    @Override
    public void backward(Pass pass) {
        // the sums that the batch norm or bias of the output needs, and in the loop those for the inputs'
        sumOutputGradientForTransform(pass);
        pass.forEachChunk((chunk, scratch) -> {
            backward(chunk, scratch);
            inputs.forEach(input -> input.sumStoredGradients(chunk, scratch));
        });
        pass.forEach(reductionTasks(), task -> reduceGradients(task, pass.chunks(), pass.gradients()));
    }

    /**
     * Writes the raw output of the chunk.
     *
     * @param batchStatistics whether to add the chunk's outputs to the batch statistics of the batch norm that follows
     */
    public abstract void forward(Chunk chunk, boolean batchStatistics, Scratch scratch);

    /** Writes the gradients of the inputs for the chunk, and the chunk's partial sums of the gradients of the weights. */
    public abstract void backward(Chunk chunk, Scratch scratch);

    /** The number of independent tasks of {@link #reduceGradients}. */
    public int reductionTasks() {
        return 0;
    }

    /** Adds the chunks' partial sums, in order, to the gradients of the weights. */
    public void reduceGradients(int task, int chunks, Weights gradients) {}

    /** Adds the chunk's outputs to the batch statistics; for nodes that do not do it while they write. */
    final void addToBatchStatistics(Chunk chunk) {
        int rowsPerImage = output.pixelsPerImage();
        for (int b = 0; b < output.channelBlocks(); b++) {
            output.addToBatchStatistics(chunk.index(), b, chunk.from() * rowsPerImage, chunk.images() * rowsPerImage);
        }
    }
}

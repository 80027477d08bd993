package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.network.Weights;
import java.util.List;

/** A node that visits each chunk once on the way forward, and once on the way back after its gradient is settled. */
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
        finishOutputGradient(pass);
        pass.forEachChunk((chunk, scratch) -> {
            backward(chunk, scratch);
            inputs.forEach(e -> e.sumStoredGradients(chunk, scratch));
        });
        pass.forEach(reductionTasks(), task -> reduceGradients(task, pass.chunks(), pass.gradients()));
    }

    /** Writes the output's raw rows of the chunk, and adds them to its moments if {@code moments}. */
    public abstract void forward(Chunk chunk, boolean moments, Scratch scratch);

    /** Gives its inputs their gradients for the chunk, and keeps the chunk's share of those of its weights. */
    public abstract void backward(Chunk chunk, Scratch scratch);

    /** Into how many independent tasks {@link #reduceGradients} is cut. */
    public int reductionTasks() {
        return 0;
    }

    /** Adds up the shares of the chunks, in order, into the gradients of its weights. */
    public void reduceGradients(int task, int chunks, Weights gradients) {}

    /** Adds the moments of whole blocks; for nodes that do not do it as they write. */
    final void addMoments(Chunk chunk) {
        int plane = output.imageRows();
        for (int b = 0; b < output.blocks(); b++) {
            output.addMoments(chunk.index(), b, chunk.from() * plane, chunk.images() * plane);
        }
    }
}

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
        pass.each((chunk, scratch) -> {
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
        settleGradient(pass);
        pass.each((chunk, scratch) -> {
            backward(chunk, scratch);
            inputs.forEach(e -> e.sumGiven(chunk, scratch));
        });
        pass.each(collections(), task -> collect(task, pass.chunks(), pass.gradients()));
    }

    /** Writes the output's raw rows of the chunk, and adds them to its moments if {@code moments}. */
    public abstract void forward(Chunk chunk, boolean moments, Scratch scratch);

    /** Gives its inputs their gradients for the chunk, and keeps the chunk's share of those of its weights. */
    public abstract void backward(Chunk chunk, Scratch scratch);

    /** Into how many independent tasks {@link #collect} is cut. */
    public int collections() {
        return 0;
    }

    /** Adds up the shares of the chunks, in order, into the gradients of its weights. */
    public void collect(int task, int chunks, Weights gradients) {}

    /** Adds the moments of whole blocks; for nodes that do not do it as they write. */
    final void addMoments(Chunk chunk) {
        int plane = output.plane();
        for (int b = 0; b < output.blocks(); b++) {
            output.addMoments(chunk.index(), b, chunk.from() * plane, chunk.images() * plane);
        }
    }
}

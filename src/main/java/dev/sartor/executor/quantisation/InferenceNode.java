package dev.sartor.executor.quantisation;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.OnePassNode;
import dev.sartor.executor.node.Value;
import java.util.List;

/** A node (step) of a compiled 8-bit network, which is not trained. */
abstract class InferenceNode extends OnePassNode {
    InferenceNode(List<NodeInput> inputs, Value output) {
        super(inputs, output);
    }

    /** Writes the outputs of a chunk (some images of the batch). */
    abstract void infer(Chunk chunk, Scratch scratch);

    @Override
    public final void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        infer(chunk, scratch);
    }

    @Override
    public final void backward(Chunk chunk, Scratch scratch) {
        throw new IllegalStateException("8-bit networks have no gradients");
    }
}

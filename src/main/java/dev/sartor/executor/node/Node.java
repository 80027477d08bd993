package dev.sartor.executor.node;

import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.network.Weights;
import java.util.List;

/**
 * One step of a plan, which reads values and writes the raw form of one. Layers are fused here: a node may compute any sequence
 * of layers, if the result is the same.
 */
public abstract class Node {
    public final List<NodeInput> inputs;
    public final Value output;

    public Node(List<NodeInput> inputs, Value output) {
        this.inputs = List.copyOf(inputs);
        this.output = output;
        inputs.stream().filter(NodeInput::sumsGradients).forEach(i -> i.value().readerSumsGradients());
    }

    /** The first input. */
    public final NodeInput input() {
        return inputs.getFirst();
    }

    /** Requests all memory it needs. */
    public void requestMemory(MemoryRequests requests) {
        output.requestMemory(requests);
    }

    /** Loads the weights of a pass; for {@code training}, batch statistics follow. */
    public void load(Weights weights, boolean training) {
        output.transform.load(weights, training);
    }

    /** Writes the raw output, and in training sets the statistics of its transform. */
    public abstract void forward(Pass pass);

    /** Writes the gradients of its inputs and weights. */
    public abstract void backward(Pass pass);

    /** Computes the sums of the output's gradient if its transform needs them for the backward pass, as batch norm does. */
    public final void sumOutputGradientForTransform(Pass pass) {
        if (output.transform.needsGradientSums()) {
            if (!output.gradientsAlreadySummed()) {
                pass.forEachChunk((chunk, scratch) -> output.sumGradients(chunk, scratch));
            }
            output.finishGradientSums(pass);
        }
    }
}

package dev.sartor.executor.node;

import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.network.Weights;
import java.util.List;

/**
 * One step of a compiled network, which reads the values of earlier nodes and writes one. A node may compute several layers
 * together (fused). It writes the raw output of a convolution; the batch norm and activation that follow are a
 * {@link ReadTransform} of the value, applied whenever it is read.
 */
public abstract class Node {
    public final List<NodeInput> inputs;
    public final Value output;

    public Node(List<NodeInput> inputs, Value output) {
        this.inputs = List.copyOf(inputs);
        this.output = output;
        inputs.stream().filter(NodeInput::sumsGradients).forEach(i -> i.value().setGradientsAlreadySummed());
    }

    /** The first input. */
    public final NodeInput input() {
        return inputs.getFirst();
    }

    /** Requests the memory of the node. */
    public void requestMemory(MemoryRequests requests) {
        output.requestMemory(requests);
    }

    /** Loads the weights of a pass, for batch norm with the statistics of the batch if {@code training}. */
    public void load(Weights weights, boolean training) {
        output.transform.load(weights, training);
    }

    /** Writes the raw output, and in training sets the batch statistics of its transform (batch norm). */
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

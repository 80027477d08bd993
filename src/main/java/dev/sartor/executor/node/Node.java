package dev.sartor.executor.node;

import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.network.Weights;
import java.util.List;

/**
 * One step of a plan: reads values, writes the raw form of one. The seam where layers are fused: a node may stand for
 * any run of layers, as long as it computes the same.
 */
public abstract class Node {
    public final List<NodeInput> inputs;
    public final Value output;

    public Node(List<NodeInput> inputs, Value output) {
        this.inputs = List.copyOf(inputs);
        this.output = output;
        inputs.stream().filter(NodeInput::sumsGradients).forEach(e -> e.value().readerSumsGradients());
    }

    /** The first input. */
    public final NodeInput input() {
        return inputs.getFirst();
    }

    /** Claims all memory it needs. */
    public void requestMemory(MemoryRequests requests) {
        output.requestMemory(requests);
    }

    /** Takes the weights of a pass; {@code training} if moments of the batch will follow. */
    public void load(Weights weights, boolean training) {
        output.transform.load(weights, training);
    }

    /** Writes the output's raw value, and when training settles its transform. */
    public abstract void forward(Pass pass);

    /** Gives its inputs their gradients and writes those of its weights. */
    public abstract void backward(Pass pass);

    /** Settles the sums of the output's gradients as far as its transform needs them. */
    public final void finishOutputGradient(Pass pass) {
        if (output.transform.needsGradientSums()) {
            if (!output.gradientsAlreadySummed()) {
                pass.forEachChunk((chunk, scratch) -> output.sumGradients(chunk, scratch));
            }
            output.finishGradientSums(pass);
        }
    }
}

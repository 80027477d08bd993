package dev.sartor.executor.convolution;

import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.node.Node;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Pass;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Weights;
import java.util.List;

/**
 * A pointwise expansion and the depthwise convolution after it, computed together. Used if the depthwise output is read by
 * something other than a plain projection, such as squeeze-and-excite.
 */
public final class ExpandDepthwiseNode extends Node {
    private final FusedExpandDepthwise expansion;

    /** @param output the depthwise output */
    public ExpandDepthwiseNode(NodeInput input, FusedExpandDepthwise expansion, Value output) {
        super(List.of(input), output);
        this.expansion = expansion;
    }

    @Override
    public void requestMemory(MemoryRequests requests) {
        super.requestMemory(requests);
        expansion.requestMemory(requests);
    }

    @Override
    public void load(Weights weights, boolean training) {
        expansion.load(weights, training);
    }

    @Override
    public void forward(Pass pass) {
        if (pass.training()) {
            expansion.forward(pass);
        } else {
            pass.forEachChunk(expansion::expandAndFilter);
        }
    }

    @Override
    public void backward(Pass pass) {
        sumOutputGradientForTransform(pass);
        expansion.backward(pass, FusedExpandDepthwise.OutputGradient.ofStored(output));
    }
}

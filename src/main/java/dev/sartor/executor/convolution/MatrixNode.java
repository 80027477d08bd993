package dev.sartor.executor.convolution;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.OnePassNode;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.List;

/** The base class of convolutions and linear layers that run as matrix products. */
abstract class MatrixNode extends OnePassNode {
    /** Floats of input and output computed at once: they fit the second-level cache beside the weights. */
    private static final int WORKING_SET_FLOATS = 1 << 16;

    final Kernels kernels;
    final List<GroupSlice> slices;
    private final String name;

    MatrixNode(Layer layer, List<GroupSlice> slices, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        this.slices = slices;
        name = Parameter.name(layer.name(), Parameter.Role.WEIGHT);
    }

    /** Number of rows computed at once if each has {@code floatsPerRow} floats. */
    static int rowsAtOnce(int floatsPerRow) {
        return Math.clamp(WORKING_SET_FLOATS / floatsPerRow / 8 * 8, 32, 512);
    }

    @Override
    public void requestMemory(MemoryRequests requests) {
        super.requestMemory(requests);
        slices.forEach(s -> s.matrix().requestMemory(requests));
    }

    @Override
    public void load(Weights weights, boolean training) {
        super.load(weights, training);
        float[] values = weights.tensor(name);
        slices.forEach(s -> s.matrix().load(values));
        if (training && input().needsGradient()) {
            slices.forEach(s -> s.matrix().loadTransposed(values));
        }
    }

    final void clearSums(Chunk chunk) {
        slices.forEach(s -> s.matrix().clearSums(chunk.index()));
    }

    @Override
    public int reductionTasks() {
        return slices.size() * slices.getFirst().matrix().depthBlocks();
    }

    @Override
    public void reduceGradients(int task, int chunks, Weights gradients) {
        int blocks = slices.getFirst().matrix().depthBlocks();
        slices.get(task / blocks).matrix().reduceGradients(task % blocks, chunks, gradients.tensor(name));
    }
}

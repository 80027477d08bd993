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
    /** Floats of input and output that are processed at once: they fit the second-level cache beside the weights. */
    private static final int WORKING_SET_FLOATS = 1 << 16;

    private static final int KERNEL_ROWS = 8;
    private static final int MIN_ROWS = 32;
    private static final int MAX_ROWS = 512;

    final Kernels kernels;
    final List<GroupSlice> slices;
    private final String name;

    MatrixNode(Layer layer, List<GroupSlice> slices, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        this.slices = slices;
        name = Parameter.name(layer.name(), Parameter.Role.WEIGHT);
    }

    /** Number of rows (pixels) processed at once if each has {@code floatsPerRow} floats: a multiple of the kernels' 8 rows. */
    static int rowsAtOnce(int floatsPerRow) {
        int rows = WORKING_SET_FLOATS / floatsPerRow / KERNEL_ROWS * KERNEL_ROWS;
        return Math.clamp(rows, MIN_ROWS, MAX_ROWS);
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

    final void clearGradientSums(Chunk chunk) {
        slices.forEach(s -> s.matrix().clearGradientSums(chunk.index()));
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

package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import java.util.List;

/**
 * The sum of its inputs: of two for {@code Op.Add}; of one, a copy, where a layer needs its own transform. The first
 * input may be a residual branch with stochastic depth. Rows are pixels and blocks are groups of 16 channels, as in
 * {@link Tile}; a chunk is some images of the batch.
 */
public final class Sum extends OnePassNode {
    private final Kernels kernels;
    private final DropPath dropPath;
    private boolean dropsPath;
    private long seed;

    public Sum(List<NodeInput> inputs, Value output, DropPath dropPath, Kernels kernels) {
        super(inputs, output);
        this.kernels = kernels;
        this.dropPath = dropPath;
    }

    @Override
    public void forward(Pass pass) {
        dropsPath = dropPath.isActive() && pass.training();
        seed = pass.seed();
        super.forward(pass);
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        int row = chunk.from() * output.pixelsPerImage();
        int rows = chunk.images() * output.pixelsPerImage();
        Tile addend = scratch.takeBlock(rows);
        for (int b = 0; b < output.channelBlocks(); b++) {
            Tile out = output.rawAt(b, row);
            input().value().read(b, row, rows, out);
            if (dropsPath) {
                dropPath.scale(out, chunk, output.pixelsPerImage(), seed);
            }
            for (NodeInput other : inputs.subList(1, inputs.size())) {
                other.value().read(b, row, rows, addend);
                kernels.add(out, addend, rows);
            }
        }
        if (batchStatistics) {
            addToBatchStatistics(chunk);
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int row = chunk.from() * output.pixelsPerImage();
        int rows = chunk.images() * output.pixelsPerImage();
        Tile gradient = scratch.takeBlock(rows);
        int mark = scratch.mark();
        for (int b = 0; b < output.channelBlocks(); b++) {
            output.readGradient(b, row, rows, gradient);
            input().accumulate(kernels, b, row, rows, dropsPath ? branchGradient(b, chunk, scratch) : gradient);
            for (NodeInput other : inputs.subList(1, inputs.size())) {
                other.accumulate(kernels, b, row, rows, gradient);
            }
            scratch.release(mark);
        }
    }

    /** The gradient of one block of the residual branch: the sum's gradient, scaled as the branch was. */
    private Tile branchGradient(int block, Chunk chunk, Scratch scratch) {
        int rows = chunk.images() * output.pixelsPerImage();
        Tile branch = scratch.takeBlock(rows);
        output.readGradient(block, chunk.from() * output.pixelsPerImage(), rows, branch);
        dropPath.scale(branch, chunk, output.pixelsPerImage(), seed);
        return branch;
    }
}

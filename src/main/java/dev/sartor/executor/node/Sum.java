package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import java.util.List;

/**
 * The sum of its inputs: of two for {@code Op.Add}; of one, a copy, where a layer needs its own transform. The first
 * input may be a residual branch with stochastic depth.
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
    public void forward(Chunk chunk, boolean moments, Scratch scratch) {
        int row = chunk.from() * output.imageRows();
        int rows = chunk.images() * output.imageRows();
        Tile addend = scratch.take(1, rows);
        for (int b = 0; b < output.blocks(); b++) {
            Tile out = output.rawAt(b, row);
            input().value().read(b, row, rows, out);
            if (dropsPath) {
                dropPath.scale(out, chunk, output.imageRows(), seed);
            }
            for (NodeInput other : inputs.subList(1, inputs.size())) {
                other.value().read(b, row, rows, addend);
                kernels.add(out, addend, rows);
            }
        }
        if (moments) {
            addMoments(chunk);
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int row = chunk.from() * output.imageRows();
        int rows = chunk.images() * output.imageRows();
        Tile gradient = scratch.take(1, rows);
        int mark = scratch.mark();
        for (int b = 0; b < output.blocks(); b++) {
            output.readGradient(b, row, rows, gradient);
            input().accumulate(kernels, b, row, rows, dropsPath ? scaledBranch(b, chunk, scratch) : gradient);
            for (NodeInput other : inputs.subList(1, inputs.size())) {
                other.accumulate(kernels, b, row, rows, gradient);
            }
            scratch.release(mark);
        }
    }

    private Tile scaledBranch(int block, Chunk chunk, Scratch scratch) {
        int rows = chunk.images() * output.imageRows();
        Tile branch = scratch.take(1, rows);
        output.readGradient(block, chunk.from() * output.imageRows(), rows, branch);
        dropPath.scale(branch, chunk, output.imageRows(), seed);
        return branch;
    }
}

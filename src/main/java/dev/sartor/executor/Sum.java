package dev.sartor.executor;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import java.util.List;

/** The sum of its inputs: of two for {@code Op.Add}; of one, a copy, where a layer needs a transform of its own. */
final class Sum extends OnePassNode {
    private final Kernels kernels;

    Sum(List<Edge> inputs, Value output, Kernels kernels) {
        super(inputs, output);
        this.kernels = kernels;
    }

    @Override
    void forward(Chunk chunk, boolean moments, Scratch scratch) {
        int row = chunk.from() * output.plane();
        int rows = chunk.images() * output.plane();
        Tile addend = scratch.take(1, rows);
        for (int b = 0; b < output.blocks(); b++) {
            Tile out = output.rawAt(b, row);
            input().value().read(b, row, rows, out);
            for (Edge other : inputs.subList(1, inputs.size())) {
                other.value().read(b, row, rows, addend);
                kernels.add(out, addend, rows);
            }
        }
        if (moments) {
            addMoments(chunk);
        }
    }

    @Override
    void backward(Chunk chunk, Scratch scratch) {
        int row = chunk.from() * output.plane();
        int rows = chunk.images() * output.plane();
        Tile gradient = scratch.take(1, rows);
        for (int b = 0; b < output.blocks(); b++) {
            output.readGradient(b, row, rows, gradient);
            for (Edge edge : inputs) {
                edge.give(kernels, b, row, rows, gradient);
            }
        }
    }
}

package dev.sartor.executor.quantisation;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Value;
import java.util.List;

/** The sum of each plane, which is rounded to the mean when it is read. */
final class PlaneSum extends InferenceNode {
    private final Kernels kernels;

    PlaneSum(NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
    }

    @Override
    void infer(Chunk chunk, Scratch scratch) {
        int plane = input().value().imageRows();
        Tile features = scratch.take(1, plane);
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                input().value().read(b, image * plane, plane, features);
                kernels.sum(features, output.rawAt(b, image), plane);
            }
        }
    }
}

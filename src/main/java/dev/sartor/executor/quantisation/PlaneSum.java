package dev.sartor.executor.quantisation;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Value;
import java.util.List;

/**
 * The sum of each plane, which is rounded to the mean when it is read. Rows are pixels and blocks are groups of 16
 * channels, as in {@link Tile}; a chunk is some images of the batch.
 */
final class PlaneSum extends InferenceNode {
    private final Kernels kernels;

    PlaneSum(NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
    }

    @Override
    void infer(Chunk chunk, Scratch scratch) {
        int plane = input().value().pixelsPerImage();
        Tile features = scratch.takeBlock(plane);
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                input().value().read(b, image * plane, plane, features);
                kernels.sum(features, output.rawAt(b, image), plane);
            }
        }
    }
}

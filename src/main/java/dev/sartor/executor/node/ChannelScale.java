package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import java.util.Arrays;
import java.util.List;

/** Multiplies each plane by its gate ({@code Op.Scale}). */
public final class ChannelScale extends OnePassNode {
    private final Kernels kernels;

    public ChannelScale(NodeInput features, NodeInput gate, Value output, Kernels kernels) {
        super(List.of(features, gate), output);
        this.kernels = kernels;
    }

    @Override
    public void forward(Chunk chunk, boolean moments, Scratch scratch) {
        int plane = output.imageRows();
        Tile features = scratch.take(1, plane);
        Tile gate = scratch.take(1, 1);
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                input().value().read(b, image * plane, plane, features);
                inputs.get(1).value().read(b, image, 1, gate);
                kernels.scale(features, gate, output.rawAt(b, image * plane), plane);
            }
        }
        if (moments) {
            addMoments(chunk);
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int plane = output.imageRows();
        Tile features = scratch.take(1, plane);
        Tile gradient = scratch.take(1, plane);
        Tile gate = scratch.take(1, 1);
        Tile sum = scratch.take(1, 1);
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                output.readGradient(b, image * plane, plane, gradient);
                input().value().read(b, image * plane, plane, features);
                inputs.get(1).value().read(b, image, 1, gate);
                Arrays.fill(sum.data(), sum.offset(), sum.offset() + Tile.LANES, 0);
                kernels.dot(gradient, features, sum, plane);
                kernels.scale(gradient, gate, gradient, plane);
                input().accumulate(kernels, b, image * plane, plane, gradient);
                inputs.get(1).accumulate(kernels, b, image, 1, sum);
            }
        }
    }
}

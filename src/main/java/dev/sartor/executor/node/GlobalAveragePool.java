package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.memory.TileLayout;
import java.util.Arrays;
import java.util.List;

/** Global average pool: the mean of each plane. */
public final class GlobalAveragePool extends OnePassNode {
    private final Kernels kernels;
    private final Tile reciprocalOfRows = TileLayout.allocate(1, 1);

    public GlobalAveragePool(NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        Arrays.fill(reciprocalOfRows.data(), 1f / input.value().imageRows());
    }

    @Override
    public void forward(Chunk chunk, boolean moments, Scratch scratch) {
        int plane = input().value().imageRows();
        Tile features = scratch.take(1, plane);
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                input().value().read(b, image * plane, plane, features);
                Tile out = output.rawAt(b, image);
                kernels.sum(features, out, plane);
                kernels.scale(out, reciprocalOfRows, out, 1);
            }
        }
        if (moments) {
            addMoments(chunk);
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int plane = input().value().imageRows();
        Tile gradient = scratch.take(1, 1);
        Tile inputGradient = scratch.take(1, plane);
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                output.readGradient(b, image, 1, gradient);
                kernels.scale(gradient, reciprocalOfRows, gradient, 1);
                for (int row = 0; row < plane; row++) {
                    System.arraycopy(
                            gradient.data(),
                            gradient.offset(),
                            inputGradient.data(),
                            inputGradient.offset() + row * Tile.LANES,
                            Tile.LANES);
                }
                input().accumulate(kernels, b, image * plane, plane, inputGradient);
            }
        }
    }
}

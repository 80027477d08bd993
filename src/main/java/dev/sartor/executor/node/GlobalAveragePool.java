package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.memory.TileLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Global average pool: the mean of each plane. Rows are pixels and blocks are groups of 16 channels, as in {@link
 * Tile}; a chunk is some images of the batch.
 */
public final class GlobalAveragePool extends OnePassNode {
    /** An output has one pixel per image. */
    private static final int ONE_ROW = 1;

    private final Kernels kernels;
    private final Tile reciprocalOfPixels = TileLayout.allocateRow();

    public GlobalAveragePool(NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        Arrays.fill(reciprocalOfPixels.data(), 1f / input.value().pixelsPerImage());
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        int plane = input().value().pixelsPerImage();
        Tile features = scratch.takeBlock(plane);
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                input().value().read(b, image * plane, plane, features);
                Tile out = output.rawAt(b, image);
                kernels.sum(features, out, plane);
                kernels.scale(out, reciprocalOfPixels, out, ONE_ROW);
            }
        }
        if (batchStatistics) {
            addToBatchStatistics(chunk);
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int plane = input().value().pixelsPerImage();
        Tile gradient = scratch.takeBlock(ONE_ROW);
        Tile inputGradient = scratch.takeBlock(plane);
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                output.readGradient(b, image, ONE_ROW, gradient);
                kernels.scale(gradient, reciprocalOfPixels, gradient, ONE_ROW);
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

package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import java.util.Arrays;
import java.util.List;

/**
 * Multiplies each channel of an image by a factor, its gate, as squeeze-and-excite does. Rows are pixels and blocks are
 * groups of 16 channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class ChannelScale extends OnePassNode {
    /** The gate has one pixel per image. */
    private static final int ONE_ROW = 1;

    private final Kernels kernels;

    public ChannelScale(NodeInput features, NodeInput gate, Value output, Kernels kernels) {
        super(List.of(features, gate), output);
        this.kernels = kernels;
    }

    private NodeInput gateInput() {
        return inputs.get(1);
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        int plane = output.pixelsPerImage();
        Tile features = scratch.takeBlock(plane);
        Tile gate = scratch.takeBlock(ONE_ROW);
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                input().value().read(b, image * plane, plane, features);
                gateInput().value().read(b, image, ONE_ROW, gate);
                kernels.scale(features, gate, output.rawAt(b, image * plane), plane);
            }
        }
        if (batchStatistics) {
            addToBatchStatistics(chunk);
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int plane = output.pixelsPerImage();
        Tile features = scratch.takeBlock(plane);
        Tile gradient = scratch.takeBlock(plane);
        Tile gate = scratch.takeBlock(ONE_ROW);
        Tile gateGradient = scratch.takeBlock(ONE_ROW);
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                output.readGradient(b, image * plane, plane, gradient);
                input().value().read(b, image * plane, plane, features);
                gateInput().value().read(b, image, ONE_ROW, gate);
                Arrays.fill(gateGradient.data(), gateGradient.offset(), gateGradient.offset() + Tile.LANES, 0);
                kernels.dot(gradient, features, gateGradient, plane);
                kernels.scale(gradient, gate, gradient, plane);
                input().accumulate(kernels, b, image * plane, plane, gradient);
                gateInput().accumulate(kernels, b, image, ONE_ROW, gateGradient);
            }
        }
    }
}

package dev.sartor.executor.convolution;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import java.util.List;

/**
 * A 1x1 convolution of stride 1, or a linear layer (a row is then an image): rows times a matrix. Rows are pixels and
 * blocks are groups of 16 channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class PointwiseConv extends MatrixNode {

    public PointwiseConv(Layer layer, List<GroupSlice> slices, NodeInput input, Value output, Kernels kernels) {
        super(layer, slices, input, output, kernels);
    }

    private int rowsAtOnce() {
        return rowsAtOnce((input().value().channelBlocks() + output.channelBlocks()) * Tile.LANES);
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        int mark = scratch.mark();
        int end = chunk.to() * output.pixelsPerImage();
        for (int row = chunk.from() * output.pixelsPerImage(); row < end; row += rowsAtOnce()) {
            int rows = Math.min(rowsAtOnce(), end - row);
            Tile in = input().value().read(row, rows, scratch);
            for (GroupSlice s : slices) {
                s.matrix().multiply(in.fromBlock(s.inBlock()), output.rawAt(s.outBlock(), row), rows);
            }
            for (int b = 0; batchStatistics && b < output.channelBlocks(); b++) {
                output.addToBatchStatistics(chunk.index(), b, row, rows);
            }
            scratch.release(mark);
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        clearGradientSums(chunk);
        int mark = scratch.mark();
        int end = chunk.to() * output.pixelsPerImage();
        for (int row = chunk.from() * output.pixelsPerImage(); row < end; row += rowsAtOnce()) {
            int rows = Math.min(rowsAtOnce(), end - row);
            Tile gradient = output.readGradient(row, rows, scratch);
            Tile in = input().value().read(row, rows, scratch);
            for (GroupSlice s : slices) {
                s.matrix()
                        .addOuterProduct(
                                chunk.index(), in.fromBlock(s.inBlock()), gradient.fromBlock(s.outBlock()), rows);
                s.matrix()
                        .accumulateInputGradient(
                                input(), s.inBlock(), row, rows, gradient.fromBlock(s.outBlock()), scratch);
            }
            scratch.release(mark);
        }
    }
}

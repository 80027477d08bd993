package dev.sartor.executor.quantisation;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Value;
import dev.sartor.network.quantisation.TensorQuantisation;
import java.util.List;

/**
 * A function of each value, from a table. Rows are pixels and blocks are groups of 16 channels, as in {@link Tile}; a
 * chunk is some images of the batch.
 */
final class LookupNode extends InferenceNode {
    private final int inputZeroPoint;
    /** The outputs as differences from their zero point. */
    private final float[] centred = new float[TensorQuantisation.MAX + 1];

    LookupNode(LookupTable table, TensorQuantisation from, TensorQuantisation to, NodeInput input, Value output) {
        super(List.of(input), output);
        inputZeroPoint = from.zeroPoint();
        for (int q = 0; q < centred.length; q++) {
            centred[q] = table.values()[q] - to.zeroPoint();
        }
    }

    @Override
    void infer(Chunk chunk, Scratch scratch) {
        int row = chunk.from() * output.pixelsPerImage();
        int rows = chunk.images() * output.pixelsPerImage();
        for (int b = 0; b < output.channelBlocks(); b++) {
            Tile out = output.rawAt(b, row);
            input().value().read(b, row, rows, out);
            for (int i = out.offset(); i < out.offset() + rows * Tile.LANES; i++) {
                // values of padding channels can be anything
                int q = Math.clamp((int) out.data()[i] + inputZeroPoint, 0, TensorQuantisation.MAX);
                out.data()[i] = centred[q];
            }
        }
    }
}

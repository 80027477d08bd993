package dev.sartor.executor.quantisation;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Op;
import dev.sartor.network.quantisation.QuantisedWeights;
import java.util.List;

/**
 * A convolution in 32-bit integers, for layers whose sums 32-bit floats could not hold exactly. It is slow, and rarely
 * needed. Its raw output includes the bias. Rows are pixels and blocks are groups of 16 channels, as in {@link Tile}; a
 * chunk is some images of the batch.
 */
final class WideConv extends InferenceNode {
    private final Op.Conv conv;
    private final QuantisedWeights weights;

    WideConv(Op.Conv conv, QuantisedWeights weights, NodeInput input, Value output) {
        super(List.of(input), output);
        this.conv = conv;
        this.weights = weights;
    }

    @Override
    void infer(Chunk chunk, Scratch scratch) {
        int plane = input().value().pixelsPerImage();
        for (int image = chunk.from(); image < chunk.to(); image++) {
            int mark = scratch.mark();
            Tile in = input().value().read(image * plane, plane, scratch);
            for (int channel = 0; channel < conv.out(); channel++) {
                Tile out = output.rawAt(channel / Tile.LANES, image * output.pixelsPerImage());
                for (int row = 0; row < output.pixelsPerImage(); row++) {
                    out.data()[out.offset() + row * Tile.LANES + channel % Tile.LANES] = sum(in, channel, row);
                }
            }
            scratch.release(mark);
        }
    }

    /** The sum for an output channel and output pixel {@code row}. */
    private int sum(Tile in, int channel, int row) {
        int height = input().value().shape.height();
        int width = input().value().shape.width();
        int inPerGroup = conv.in() / conv.groups();
        int first = channel / (conv.out() / conv.groups()) * inPerGroup;
        int padding = (conv.kernel() - 1) / 2;
        int top = row / output.shape.width() * conv.stride() - padding;
        int left = row % output.shape.width() * conv.stride() - padding;
        int sum = weights.biases()[channel];
        int weight = channel * weights.perChannel();
        for (int c = first; c < first + inPerGroup; c++) {
            for (int y = top; y < top + conv.kernel(); y++) {
                for (int x = left; x < left + conv.kernel(); x++, weight++) {
                    if (y >= 0 && x >= 0 && y < height && x < width) {
                        int index = in.blockOffset(c / Tile.LANES) + (y * width + x) * Tile.LANES + c % Tile.LANES;
                        sum += (int) in.data()[index] * weights.values()[weight];
                    }
                }
            }
        }
        return sum;
    }
}

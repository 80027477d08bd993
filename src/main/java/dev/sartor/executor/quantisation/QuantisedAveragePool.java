package dev.sartor.executor.quantisation;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Op;
import dev.sartor.network.quantisation.TensorQuantisation;
import java.util.List;

/**
 * Average pool with the arithmetic of ONNX Runtime's QLinearAveragePool: dequantised values are summed line by line,
 * divided by their number, and rounded after the zero point is added. Input and output have the same quantisation. Rows
 * are pixels and blocks are groups of 16 channels, as in {@link Tile}; a chunk is some images of the batch.
 */
final class QuantisedAveragePool extends InferenceNode {
    private final Op.AveragePool pool;
    private final TensorQuantisation tensor;

    QuantisedAveragePool(Op.AveragePool pool, TensorQuantisation tensor, NodeInput input, Value output) {
        super(List.of(input), output);
        this.pool = pool;
        this.tensor = tensor;
    }

    @Override
    void infer(Chunk chunk, Scratch scratch) {
        int plane = input().value().pixelsPerImage();
        Tile in = scratch.takeBlock(plane);
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                input().value().read(b, image * plane, plane, in);
                Tile out = output.rawAt(b, image * output.pixelsPerImage());
                for (int row = 0; row < output.pixelsPerImage(); row++) {
                    average(in, row, out);
                }
            }
        }
    }

    /** Writes the output pixel {@code row} of a plane. */
    private void average(Tile in, int row, Tile out) {
        int padding = (pool.kernel() - 1) / 2;
        int y = row / output.shape.width() * pool.stride() - padding;
        int x = row % output.shape.width() * pool.stride() - padding;
        int top = Math.max(0, y);
        int bottom = Math.min(input().value().shape.height(), y + pool.kernel());
        int left = Math.max(0, x);
        int right = Math.min(input().value().shape.width(), x + pool.kernel());
        int count = (bottom - top) * (right - left);
        for (int lane = 0; lane < Tile.LANES; lane++) {
            float sum = 0;
            for (int line = top; line < bottom; line++) {
                for (int column = left; column < right; column++) {
                    int pixel = line * input().value().shape.width() + column;
                    sum += tensor.scale() * in.data()[in.offset() + pixel * Tile.LANES + lane];
                }
            }
            float unrounded = sum / count / tensor.scale() + tensor.zeroPoint();
            out.data()[out.offset() + row * Tile.LANES + lane] =
                    Math.clamp((float) Math.rint(unrounded), 0f, TensorQuantisation.MAX) - tensor.zeroPoint();
        }
    }
}

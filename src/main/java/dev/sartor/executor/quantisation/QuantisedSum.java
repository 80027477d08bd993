package dev.sartor.executor.quantisation;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Value;
import dev.sartor.network.quantisation.TensorQuantisation;
import java.util.List;

/**
 * The sum of two quantised tensors, with the arithmetic of ONNX Runtime's QLinearAdd on x86, fused multiply-adds
 * included. Rows are pixels and blocks are groups of 16 channels, as in {@link Tile}; a chunk is some images of the
 * batch.
 */
final class QuantisedSum extends InferenceNode {
    private final TensorQuantisation a;
    private final TensorQuantisation b;
    private final TensorQuantisation sum;

    QuantisedSum(
            List<NodeInput> inputs, TensorQuantisation a, TensorQuantisation b, TensorQuantisation sum, Value output) {
        super(inputs, output);
        this.a = a;
        this.b = b;
        this.sum = sum;
    }

    @Override
    void infer(Chunk chunk, Scratch scratch) {
        int row = chunk.from() * output.pixelsPerImage();
        int rows = chunk.images() * output.pixelsPerImage();
        Tile second = scratch.takeBlock(rows);
        for (int block = 0; block < output.channelBlocks(); block++) {
            Tile out = output.rawAt(block, row);
            input().value().read(block, row, rows, out);
            inputs.get(1).value().read(block, row, rows, second);
            add(out, second, rows * Tile.LANES);
        }
    }

    /** Replaces {@code count} values of the first tile by the quantised sums. */
    private void add(Tile first, Tile second, int count) {
        float ratioA = a.scale() / sum.scale();
        float ratioB = b.scale() / sum.scale();
        float offset = sum.zeroPoint() - Math.fma(ratioA, a.zeroPoint(), ratioB * b.zeroPoint());
        for (int i = 0; i < count; i++) {
            float x = first.data()[first.offset() + i] + a.zeroPoint();
            float y = second.data()[second.offset() + i] + b.zeroPoint();
            float unrounded = Math.fma(x, ratioA, Math.fma(y, ratioB, offset));
            float rounded = (float) Math.rint(Math.max(0, Math.min(TensorQuantisation.MAX, unrounded)));
            first.data()[first.offset() + i] = rounded - sum.zeroPoint();
        }
    }
}

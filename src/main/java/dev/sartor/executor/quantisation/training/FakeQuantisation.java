package dev.sartor.executor.quantisation.training;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.OnePassNode;
import dev.sartor.executor.node.Value;
import dev.sartor.network.quantisation.TensorQuantisation;
import java.util.Arrays;
import java.util.List;

/**
 * Rounds values to those that the 8 bits of a tensor express (fake quantisation). The gradient passes through the rounding unchanged
 * within the range of the tensor, and not at all outside (straight-through estimator). The ends of the range have gradients as well
 * (Esser et al.: Learned step size quantization, arXiv 1902.08153): values above the range move its upper end, values below its
 * lower end, and the rounding errors of those within it the scale.
 */
final class FakeQuantisation extends OnePassNode {
    /** Adding and subtracting it rounds floats below 2^22 to the nearest integer, halves to the even one. */
    private static final float ROUNDING = 3 << 22;

    private final Kernels kernels;
    /** For each chunk the gradients of the lower and of the upper end. */
    private final double[][] rangeGradients;

    private TensorQuantisation tensor;

    /** @param chunks of a full batch */
    FakeQuantisation(NodeInput input, Value output, int chunks, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        rangeGradients = new double[chunks][2];
    }

    /** Sets the quantisation of the next passes. */
    void set(TensorQuantisation quantisation) {
        tensor = quantisation;
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        int row = chunk.from() * output.pixelsPerImage();
        int rows = chunk.images() * output.pixelsPerImage();
        for (int b = 0; b < output.channelBlocks(); b++) {
            Tile out = output.rawAt(b, row);
            input().value().read(b, row, rows, out);
            round(out.data(), out.offset(), rows * Tile.LANES);
        }
    }

    private void round(float[] values, int from, int count) {
        float scale = tensor.scale();
        float low = lowestStep();
        float high = highestStep();
        for (int i = from; i < from + count; i++) {
            float steps = Math.max(low, Math.min(high, values[i] / scale));
            values[i] = ((steps + ROUNDING) - ROUNDING) * scale;
        }
    }

    private int lowestStep() {
        return -tensor.zeroPoint();
    }

    private int highestStep() {
        return TensorQuantisation.MAX - tensor.zeroPoint();
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        double[] rangeSums = rangeGradients[chunk.index()];
        Arrays.fill(rangeSums, 0);
        int row = chunk.from() * output.pixelsPerImage();
        int rows = chunk.images() * output.pixelsPerImage();
        int mark = scratch.mark();
        for (int b = 0; b < output.channelBlocks(); b++) {
            Tile values = scratch.takeBlock(rows);
            input().value().read(b, row, rows, values);
            int channels = Math.min(Tile.LANES, output.shape.channels() - b * Tile.LANES);
            passThrough(values, output.gradientAt(b, row), rows, channels, rangeSums);
            input().accumulate(kernels, b, row, rows, values);
            scratch.release(mark);
        }
    }

    /** Replaces values by their gradients, and adds the gradients of the ends of the range to {@code rangeSums}. */
    private void passThrough(Tile values, Tile gradient, int rows, int channels, double[] rangeSums) {
        float scale = tensor.scale();
        float low = lowestStep();
        float high = highestStep();
        double below = 0;
        double above = 0;
        double rounding = 0;
        for (int r = 0; r < rows; r++) {
            int at = values.offset() + r * Tile.LANES;
            int from = gradient.offset() + r * Tile.LANES;
            for (int c = 0; c < channels; c++) {
                float steps = values.data()[at + c] / scale;
                float g = gradient.data()[from + c];
                float clamped = Math.max(low, Math.min(high, steps));
                above += steps > high ? g : 0;
                below += steps < low ? g : 0;
                rounding += g * (((clamped + ROUNDING) - ROUNDING) - clamped);
                values.data()[at + c] = steps == clamped ? g : 0;
            }
            Arrays.fill(values.data(), at + channels, at + Tile.LANES, 0);
        }
        rangeSums[0] += below - rounding / TensorQuantisation.MAX;
        rangeSums[1] += above + rounding / TensorQuantisation.MAX;
    }

    /** The gradients of the lower and the upper end of the range, after a backward pass over {@code images} images. */
    double[] rangeGradient(int images) {
        double[] sum = new double[2];
        for (int chunk = 0; chunk < Chunk.count(images); chunk++) {
            sum[0] += rangeGradients[chunk][0];
            sum[1] += rangeGradients[chunk][1];
        }
        return sum;
    }
}

package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.network.Op;
import java.util.Arrays;
import java.util.List;

/**
 * Max pool. The gradient of an output goes to the first of its largest inputs in row-major order, as in PyTorch. Rows
 * are pixels and blocks are groups of 16 channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class MaxPool extends OnePassNode {
    private final Kernels kernels;
    private final int kernel;
    private final int stride;
    private final int padding;

    public MaxPool(Op.MaxPool pool, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        kernel = pool.kernel();
        stride = pool.stride();
        padding = (kernel - 1) / 2;
    }

    /** Visits a pixel and an output whose window covers it; both are numbers of pixels in their planes. */
    private interface PixelPairVisitor {
        void visit(int in, int out);
    }

    private void forEachPair(PixelPairVisitor visitor) {
        int height = input().value().shape.height();
        int width = input().value().shape.width();
        for (int out = 0; out < output.pixelsPerImage(); out++) {
            int top = out / output.shape.width() * stride - padding;
            int left = out % output.shape.width() * stride - padding;
            for (int y = Math.max(0, top); y < Math.min(height, top + kernel); y++) {
                for (int x = Math.max(0, left); x < Math.min(width, left + kernel); x++) {
                    visitor.visit(y * width + x, out);
                }
            }
        }
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        int plane = input().value().pixelsPerImage();
        Tile in = scratch.takeBlock(plane);
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                input().value().read(b, image * plane, plane, in);
                Tile out = output.rawAt(b, image * output.pixelsPerImage());
                Arrays.fill(
                        out.data(),
                        out.offset(),
                        out.offset() + output.pixelsPerImage() * Tile.LANES,
                        Float.NEGATIVE_INFINITY);
                forEachPair((from, to) -> max(in.fromRow(from), out.fromRow(to)));
            }
        }
        if (batchStatistics) {
            addToBatchStatistics(chunk);
        }
    }

    /** Replaces 16 channels of an output by the maximum of them and those of an input. */
    private static void max(Tile in, Tile out) {
        for (int lane = 0; lane < Tile.LANES; lane++) {
            out.data()[out.offset() + lane] = Math.max(out.data()[out.offset() + lane], in.data()[in.offset() + lane]);
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int plane = input().value().pixelsPerImage();
        Tile in = scratch.takeBlock(plane);
        Tile gradient = scratch.takeBlock(output.pixelsPerImage());
        Tile inputGradient = scratch.takeBlock(plane);
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                input().value().read(b, image * plane, plane, in);
                Tile out = output.rawAt(b, image * output.pixelsPerImage());
                output.readGradient(b, image * output.pixelsPerImage(), output.pixelsPerImage(), gradient);
                Arrays.fill(
                        inputGradient.data(), inputGradient.offset(), inputGradient.offset() + plane * Tile.LANES, 0);
                forEachPair((from, to) -> routeGradient(
                        in.fromRow(from), out.fromRow(to), gradient.fromRow(to), inputGradient.fromRow(from)));
                input().accumulate(kernels, b, image * plane, plane, inputGradient);
            }
        }
    }

    /** Moves the gradient to an input that equals the output, so that later equal inputs receive none. */
    private static void routeGradient(Tile in, Tile out, Tile gradient, Tile inputGradient) {
        for (int lane = 0; lane < Tile.LANES; lane++) {
            if (in.data()[in.offset() + lane] == out.data()[out.offset() + lane]) {
                inputGradient.data()[inputGradient.offset() + lane] += gradient.data()[gradient.offset() + lane];
                gradient.data()[gradient.offset() + lane] = 0;
            }
        }
    }
}

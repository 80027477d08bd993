package dev.sartor.executor.convolution;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Window;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.PaddedPlane;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import java.util.Arrays;

/**
 * A convolution of few channels, such as a stem's, by im2col: the inputs of each output pixel are copied into a patch, and
 * patches are multiplied with the weights, some image lines at a time. Rows are pixels and blocks are groups of 16 channels,
 * as in {@link Tile}.
 */
public final class Im2colConv extends MatrixNode {
    private final PaddedPlane paddedPlane;
    private final Im2col patches;

    public Im2colConv(Layer layer, Op.Conv conv, NodeInput input, Value output, Kernels kernels) {
        super(layer, GroupSlice.ofPatches(conv, kernels), input, output, kernels);
        paddedPlane = PaddedPlane.of(input.value().shape, conv.kernel());
        var window = new Window(conv.kernel(), conv.stride(), output.shape.height(), output.shape.width());
        patches = new Im2col(window, paddedPlane.pitch(), conv.in() / slices.size());
    }

    private int linesAtOnce() {
        return Math.max(1, rowsAtOnce((patches.blocks() + output.channelBlocks()) * Tile.LANES) / output.shape.width());
    }

    /** The padded planes of all blocks of an image. */
    private Tile read(int image, Scratch scratch) {
        Value value = input().value();
        Tile planes = scratch.take(value.channelBlocks(), paddedPlane.rows());
        for (int b = 0; b < value.channelBlocks(); b++) {
            paddedPlane.read(value, b, image, planes.fromBlock(b));
        }
        return planes;
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        int mark = scratch.mark();
        for (int image = chunk.from(); image < chunk.to(); image++) {
            Tile planes = read(image, scratch);
            for (int y = 0; y < output.shape.height(); y += linesAtOnce()) {
                forward(image, y, Math.min(linesAtOnce(), output.shape.height() - y), planes, scratch);
            }
            for (int b = 0; batchStatistics && b < output.channelBlocks(); b++) {
                output.addToBatchStatistics(chunk.index(), b, image * output.pixelsPerImage(), output.pixelsPerImage());
            }
            scratch.release(mark);
        }
    }

    /** Writes the output lines {@code y} to {@code y + lines} of an image. */
    private void forward(int image, int y, int lines, Tile planes, Scratch scratch) {
        int mark = scratch.mark();
        int width = output.shape.width();
        Tile patch = scratch.take(patches.blocks(), lines * width);
        for (GroupSlice s : slices) {
            patches.gather(planes.fromBlock(s.inBlock()), y, lines, patch);
            s.matrix()
                    .multiply(
                            patch,
                            output.rawAt(s.outBlock(), image * output.pixelsPerImage() + y * width),
                            lines * width);
        }
        scratch.release(mark);
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        clearGradientSums(chunk);
        Value value = input().value();
        int mark = scratch.mark();
        for (int image = chunk.from(); image < chunk.to(); image++) {
            Tile planes = read(image, scratch);
            Tile gradient = output.readGradient(image * output.pixelsPerImage(), output.pixelsPerImage(), scratch);
            Tile inputGradient = scratch.take(value.channelBlocks(), paddedPlane.rows());
            Arrays.fill(
                    inputGradient.data(), inputGradient.offset(), inputGradient.blockOffset(value.channelBlocks()), 0);
            for (int y = 0; y < output.shape.height(); y += linesAtOnce()) {
                backward(
                        chunk,
                        y,
                        Math.min(linesAtOnce(), output.shape.height() - y),
                        planes,
                        gradient,
                        inputGradient,
                        scratch);
            }
            for (int b = 0; input().needsGradient() && b < value.channelBlocks(); b++) {
                paddedPlane.accumulateInto(kernels, input(), b, image, inputGradient.fromBlock(b));
            }
            scratch.release(mark);
        }
    }

    private void backward(
            Chunk chunk, int y, int lines, Tile planes, Tile gradient, Tile inputGradient, Scratch scratch) {
        int mark = scratch.mark();
        int rows = lines * output.shape.width();
        Tile patch = scratch.take(patches.blocks(), rows);
        for (GroupSlice s : slices) {
            Tile g = gradient.fromBlock(s.outBlock()).fromRow(y * output.shape.width());
            patches.gather(planes.fromBlock(s.inBlock()), y, lines, patch);
            s.matrix().addOuterProduct(chunk.index(), patch, g, rows);
            if (input().needsGradient()) {
                s.matrix().multiplyTransposed(g, patch, rows);
                patches.scatter(patch, y, lines, inputGradient.fromBlock(s.inBlock()));
            }
        }
        scratch.release(mark);
    }
}

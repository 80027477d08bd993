package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Window;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.memory.TileLayout;
import dev.sartor.network.Op;
import java.util.Arrays;
import java.util.List;

/**
 * Average pool: a depthwise convolution with ones, divided by the number of pixels that each window covers. Rows are
 * pixels and blocks are groups of 16 channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class AveragePool extends OnePassNode {
    private static final int NO_STRIDE = 1;

    private final Kernels kernels;
    private final int stride;
    private final PaddedPlane paddedPlane;
    private final Window forward;
    private final Window backward;
    private final Tile ones;
    /** For each output pixel, one over the number of pixels that its window covers, as rows of 16 equal values. */
    private final Tile reciprocals;

    public AveragePool(Op.AveragePool pool, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        stride = pool.stride();
        paddedPlane = PaddedPlane.of(input.value().shape, pool.kernel());
        forward = new Window(pool.kernel(), stride, output.shape.height(), output.shape.width());
        backward = new Window(pool.kernel(), NO_STRIDE, paddedPlane.innerHeight(), paddedPlane.innerWidth());
        ones = TileLayout.allocate(1, pool.kernel() * pool.kernel());
        Arrays.fill(ones.data(), 1);
        reciprocals = TileLayout.allocate(1, output.pixelsPerImage());
        fillReciprocals();
    }

    private void fillReciprocals() {
        for (int y = 0, i = reciprocals.offset(); y < forward.height(); y++) {
            for (int x = 0; x < forward.width(); x++, i += Tile.LANES) {
                Arrays.fill(
                        reciprocals.data(),
                        i,
                        i + Tile.LANES,
                        1f / (covered(y, paddedPlane.innerHeight()) * covered(x, paddedPlane.innerWidth())));
            }
        }
    }

    /** The number of lines (or columns) of the image that the window of an output line (or column) covers. */
    private int covered(int position, int size) {
        int first = position * stride - paddedPlane.padding();
        return Math.min(size, first + forward.kernel()) - Math.max(0, first);
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        Tile in = scratch.takeBlock(paddedPlane.rows());
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                paddedPlane.read(input().value(), b, image, in);
                Tile out = output.rawAt(b, image * output.pixelsPerImage());
                kernels.depthwise(in, paddedPlane.pitch(), forward, ones, out);
                divide(out);
            }
        }
        if (batchStatistics) {
            addToBatchStatistics(chunk);
        }
    }

    /** Divides the sums of one block of an image by the number of pixels that they were computed from. */
    private void divide(Tile plane) {
        for (int i = 0; i < output.pixelsPerImage() * Tile.LANES; i++) {
            plane.data()[plane.offset() + i] *= reciprocals.data()[reciprocals.offset() + i];
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        Tile dilated = scratch.takeBlock(paddedPlane.rows());
        Tile plane = scratch.takeBlock(output.pixelsPerImage());
        Tile inputGradient = scratch.takeBlock(input().value().pixelsPerImage());
        int rows = input().value().pixelsPerImage();
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                output.readGradient(b, image * output.pixelsPerImage(), output.pixelsPerImage(), plane);
                divide(plane);
                paddedPlane.dilate(plane, stride, dilated);
                kernels.depthwise(dilated, paddedPlane.pitch(), backward, ones, inputGradient);
                input().accumulate(kernels, b, image * rows, rows, inputGradient);
            }
        }
    }
}

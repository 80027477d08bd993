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

/** Average pool: a depthwise convolution with ones, divided by the number of pixels that each window covers. */
public final class AveragePool extends OnePassNode {
    private final Kernels kernels;
    private final int stride;
    private final PaddedPlane halo;
    private final Window forward;
    private final Window backward;
    private final Tile ones;
    /** One over the pixels that a window covers, as rows of 16 equal values. */
    private final Tile shares;

    public AveragePool(Op.AveragePool pool, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        stride = pool.stride();
        halo = PaddedPlane.of(input.value().shape, pool.kernel());
        forward = new Window(pool.kernel(), stride, output.shape.height(), output.shape.width());
        backward = new Window(pool.kernel(), 1, halo.height(), halo.width());
        ones = TileLayout.allocate(1, pool.kernel() * pool.kernel());
        Arrays.fill(ones.data(), 1);
        shares = TileLayout.allocate(1, output.imageRows());
        fillShares();
    }

    private void fillShares() {
        for (int y = 0, i = shares.offset(); y < forward.height(); y++) {
            for (int x = 0; x < forward.width(); x++, i += Tile.LANES) {
                Arrays.fill(
                        shares.data(), i, i + Tile.LANES, 1f / (covered(y, halo.height()) * covered(x, halo.width())));
            }
        }
    }

    private int covered(int at, int size) {
        int first = at * stride - halo.padding();
        return Math.min(size, first + forward.kernel()) - Math.max(0, first);
    }

    @Override
    public void forward(Chunk chunk, boolean moments, Scratch scratch) {
        Tile in = scratch.take(1, halo.rows());
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                halo.read(input().value(), b, image, in);
                Tile out = output.rawAt(b, image * output.imageRows());
                kernels.depthwise(in, halo.pitch(), forward, ones, out);
                share(out);
            }
        }
        if (moments) {
            addMoments(chunk);
        }
    }

    private void share(Tile plane) {
        for (int i = 0; i < output.imageRows() * Tile.LANES; i++) {
            plane.data()[plane.offset() + i] *= shares.data()[shares.offset() + i];
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        Tile dilated = scratch.take(1, halo.rows());
        Tile plane = scratch.take(1, output.imageRows());
        Tile inputGradient = scratch.take(1, input().value().imageRows());
        int rows = input().value().imageRows();
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                output.readGradient(b, image * output.imageRows(), output.imageRows(), plane);
                share(plane);
                halo.dilate(plane, stride, dilated);
                kernels.depthwise(dilated, halo.pitch(), backward, ones, inputGradient);
                input().accumulate(kernels, b, image * rows, rows, inputGradient);
            }
        }
    }
}

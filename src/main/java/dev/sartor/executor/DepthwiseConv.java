package dev.sartor.executor;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Window;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.List;

/** Convolution of each channel with a kernel of its own, plane by plane. */
final class DepthwiseConv extends Node {
    private final Kernels kernels;
    private final String name;
    private final int stride;
    private final Halo halo;
    private final Window forward;
    private final Window backward;
    /** Taps as rows; those of the way back in reverse. */
    private final Tile taps;
    private final Tile reversed;
    private Tile[] sums;

    DepthwiseConv(Layer layer, Op.Conv conv, Edge input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        name = Parameter.name(layer.name(), Parameter.Role.WEIGHT);
        stride = conv.stride();
        halo = Halo.of(input.value().shape, conv.kernel());
        forward = new Window(conv.kernel(), stride, output.shape.height(), output.shape.width());
        backward = new Window(conv.kernel(), 1, halo.height(), halo.width());
        taps = Tiles.allocate(output.blocks(), taps());
        reversed = Tiles.allocate(output.blocks(), taps());
    }

    private int taps() {
        return forward.kernel() * forward.kernel();
    }

    @Override
    void train(int chunks) {
        sums = new Tile[chunks];
        java.util.Arrays.setAll(sums, _ -> Tiles.allocate(output.blocks(), taps()));
    }

    @Override
    void load(Weights weights) {
        float[] values = weights.of(name);
        for (int c = 0; c < output.shape.channels(); c++) {
            for (int t = 0; t < taps(); t++) {
                taps.data()[at(taps, c, t)] = values[c * taps() + t];
                reversed.data()[at(reversed, c, taps() - 1 - t)] = values[c * taps() + t];
            }
        }
    }

    private static int at(Tile tile, int channel, int tap) {
        return tile.block(channel / Tile.LANES) + tap * Tile.LANES + channel % Tile.LANES;
    }

    @Override
    void forward(Chunk chunk, boolean moments, Scratch scratch) {
        Tile in = scratch.take(1, halo.rows());
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                int row = image * output.plane();
                halo.read(input().value(), b, image, in);
                kernels.depthwise(in, halo.pitch(), forward, taps.fromBlock(b), output.rawAt(b, row));
                if (moments) {
                    output.addMoments(chunk.index(), b, row, output.plane());
                }
            }
        }
    }

    @Override
    void backward(Chunk chunk, Scratch scratch) {
        Tile in = scratch.take(1, halo.rows());
        Tile spread = scratch.take(1, halo.rows());
        Tile plane = scratch.take(1, output.plane());
        Tile given = scratch.take(1, input().value().plane());
        Tile sum = sums[chunk.index()];
        java.util.Arrays.fill(sum.data(), 0);
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                output.readGradient(b, image * output.plane(), output.plane(), plane);
                halo.read(input().value(), b, image, in);
                kernels.depthwiseOuter(in, halo.pitch(), forward, plane, sum.fromBlock(b));
                if (input().wantsGradient()) {
                    halo.spread(plane, stride, spread);
                    kernels.depthwise(spread, halo.pitch(), backward, reversed.fromBlock(b), given);
                    int rows = input().value().plane();
                    input().give(kernels, b, image * rows, rows, given);
                }
            }
        }
    }

    @Override
    int collections() {
        return output.blocks();
    }

    @Override
    void collect(int block, int chunks, Weights gradients) {
        float[] gradient = gradients.of(name);
        int end = Math.min(output.shape.channels(), (block + 1) * Tile.LANES);
        for (int c = block * Tile.LANES; c < end; c++) {
            for (int t = 0; t < taps(); t++) {
                double total = 0;
                for (int chunk = 0; chunk < chunks; chunk++) {
                    total += sums[chunk].data()[at(sums[chunk], c, t)];
                }
                gradient[c * taps() + t] = (float) total;
            }
        }
    }
}

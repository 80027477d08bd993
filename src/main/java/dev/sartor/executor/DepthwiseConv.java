package dev.sartor.executor;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Window;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.List;

/** Convolution of each channel with a kernel of its own, plane by plane. */
final class DepthwiseConv extends OnePassNode {
    private final Kernels kernels;
    private final DepthwiseTaps taps;
    private final int stride;
    private final Halo halo;
    private final Window forward;
    private final Window backward;

    DepthwiseConv(Layer layer, Op.Conv conv, Edge input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        taps = new DepthwiseTaps(layer, conv);
        stride = conv.stride();
        halo = Halo.of(input.value().shape, conv.kernel());
        forward = new Window(conv.kernel(), stride, output.shape.height(), output.shape.width());
        backward = new Window(conv.kernel(), 1, halo.height(), halo.width());
    }

    @Override
    void train(int chunks) {
        super.train(chunks);
        taps.train(chunks);
    }

    @Override
    void load(Weights weights, boolean training) {
        super.load(weights, training);
        taps.load(weights);
    }

    @Override
    void forward(Chunk chunk, boolean moments, Scratch scratch) {
        Tile in = scratch.take(1, halo.rows());
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                int row = image * output.plane();
                halo.read(input().value(), b, image, in);
                kernels.depthwise(in, halo.pitch(), forward, taps.of(b), output.rawAt(b, row));
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
        taps.clearSums(chunk.index());
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                output.readGradient(b, image * output.plane(), output.plane(), plane);
                halo.read(input().value(), b, image, in);
                kernels.depthwiseOuter(in, halo.pitch(), forward, plane, taps.sum(chunk.index(), b));
                if (input().wantsGradient()) {
                    halo.spread(plane, stride, spread);
                    kernels.depthwise(spread, halo.pitch(), backward, taps.reversed(b), given);
                    int rows = input().value().plane();
                    input().give(kernels, b, image * rows, rows, given);
                }
            }
        }
    }

    @Override
    int collections() {
        return taps.collections();
    }

    @Override
    void collect(int block, int chunks, Weights gradients) {
        taps.collect(block, chunks, gradients);
    }
}

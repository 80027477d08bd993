package dev.sartor.executor;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.List;

/** Convolution of each channel with a kernel of its own, plane by plane. */
final class DepthwiseConv extends OnePassNode {
    private final Kernels kernels;
    private final DepthwiseTaps taps;
    private final Slide slide;

    DepthwiseConv(Layer layer, Op.Conv conv, Edge input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        taps = new DepthwiseTaps(layer, conv);
        slide = Slide.of(kernels, conv.kernel(), conv.stride(), input.value().shape, output.shape);
    }

    @Override
    void claim(Claims claims) {
        super.claim(claims);
        taps.claim(claims);
    }

    @Override
    void load(Weights weights, boolean training) {
        super.load(weights, training);
        taps.load(weights);
    }

    @Override
    void forward(Chunk chunk, boolean moments, Scratch scratch) {
        Slide.Planes planes = slide.planes(scratch);
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                int row = image * output.plane();
                read(b, image, planes);
                slide.forward(planes, taps.of(b), output.rawAt(b, row));
                if (moments) {
                    output.addMoments(chunk.index(), b, row, output.plane());
                }
            }
        }
    }

    private void read(int block, int image, Slide.Planes planes) {
        Halo halo = slide.halo();
        Value value = input().value();
        value.read(block, image * value.plane(), slide.within(planes), halo.pitch(), halo.height(), halo.width());
    }

    @Override
    void backward(Chunk chunk, Scratch scratch) {
        Slide.Planes planes = slide.planes(scratch);
        Tile plane = scratch.take(1, output.plane());
        Tile given = scratch.take(1, input().value().plane());
        taps.clearSums(chunk.index());
        for (int b = 0; b < output.blocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                int row = image * output.plane();
                read(b, image, planes);
                slide.back(output, b, row, output.gradientAt(b, row), plane, planes, taps, chunk.index(), given);
                int rows = input().value().plane();
                input().give(kernels, b, image * rows, rows, given);
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

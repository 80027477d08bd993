package dev.sartor.executor.convolution;

import dev.sartor.arch.Shape;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Window;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.PaddedPlane;
import dev.sartor.executor.node.Value;

/**
 * A depthwise convolution of padded planes and its gradients. Rows are pixels and blocks are groups of 16 channels, as
 * in {@link Tile}.
 */
record PlaneConvolution(Kernels kernels, int stride, PaddedPlane paddedPlane, Window forward, Window backward) {

    static PlaneConvolution of(Kernels kernels, int kernel, int stride, Shape in, Shape out) {
        int noStride = 1;
        return new PlaneConvolution(
                kernels,
                stride,
                PaddedPlane.of(in, kernel),
                new Window(kernel, stride, out.height(), out.width()),
                new Window(kernel, noStride, in.height(), in.width()));
    }

    /**
     * Buffers of one task.
     *
     * @param in      the padded input
     * @param dilated a gradient, its pixels a stride apart with zeros between them, and padded
     */
    record Planes(Tile in, Tile dilated) {}

    /** Buffers whose padding is zero. */
    Planes planes(Scratch scratch) {
        var planes = new Planes(scratch.takeBlock(paddedPlane.rows()), scratch.takeBlock(paddedPlane.rows()));
        paddedPlane.clearBorder(planes.in());
        paddedPlane.clearBorder(planes.dilated());
        return planes;
    }

    /** The part of {@code planes.in} inside the padding. */
    Tile interior(Planes planes) {
        return planes.in().fromRow(paddedPlane.origin());
    }

    /** Convolves {@code planes.in} with the taps. */
    void forward(Planes planes, Tile taps, Tile out) {
        kernels.depthwise(planes.in(), paddedPlane.pitch(), forward, taps, out);
    }

    /**
     * The backward pass of one plane of a value, whose first row is {@code row}.
     *
     * @param d             the gradient of the value as it is read, after batch norm and activation
     * @param buffer        a buffer for one plane of the value; may be {@code d}
     * @param inputGradient receives the gradient of the input
     */
    void backward(
            Value value,
            int block,
            int row,
            Tile d,
            Tile buffer,
            Planes planes,
            DepthwiseWeights taps,
            int chunk,
            Tile inputGradient) {
        Tile sum = taps.sum(chunk, block);
        if (stride == 1) {
            Tile inner = planes.dilated().fromRow(paddedPlane.origin());
            value.readGradient(
                    block,
                    row,
                    d,
                    buffer,
                    inner,
                    paddedPlane.pitch(),
                    paddedPlane.innerHeight(),
                    paddedPlane.innerWidth());
            kernels.depthwiseOuter(planes.in(), paddedPlane.pitch(), forward, inner, paddedPlane.pitch(), sum);
        } else {
            value.readGradient(block, row, value.pixelsPerImage(), d, buffer);
            kernels.depthwiseOuter(planes.in(), paddedPlane.pitch(), forward, buffer, forward.width(), sum);
            paddedPlane.dilate(buffer, stride, planes.dilated());
        }
        kernels.depthwise(planes.dilated(), paddedPlane.pitch(), backward, taps.reversed(block), inputGradient);
    }
}

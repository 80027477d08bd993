package dev.sartor.executor.kernel.vector;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.AffineGradient;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.TileStrides;
import dev.sartor.executor.kernel.Window;
import dev.sartor.executor.kernel.WinogradTransform;

/**
 * The kernels on the Vector API, generated at first use (see {@link KernelWriter}) for one vector
 * width. Vectors narrower than a block of 16 channels process it in several parts, as the channels are independent.
 */
final class VectorKernels implements Kernels {
    private final int bits;
    private final MatrixKernels matrix;
    private final DepthwiseKernels depthwise;
    private final WinogradKernels winograd;
    private final ElementwiseKernels elementwise;
    private final BatchNormKernels batchNorm;
    private final RowKernels rows;
    private final RequantiseKernel requantise;

    /** @param bits width of a vector register: 64, 128, 256 or 512 */
    VectorKernels(int bits) {
        if (bits < 64 || bits > Tile.LANES * Float.SIZE || Integer.bitCount(bits) != 1) {
            throw new IllegalArgumentException("No vectors have " + bits + " bits");
        }
        this.bits = bits;
        matrix = new MatrixKernels(bits);
        depthwise = new DepthwiseKernels(bits);
        winograd = new WinogradKernels(bits);
        elementwise = new ElementwiseKernels(bits);
        batchNorm = new BatchNormKernels(bits);
        rows = new RowKernels(bits);
        requantise = new RequantiseKernel(bits);
    }

    @Override
    public String name() {
        return "vector-" + bits;
    }

    @Override
    public void multiply(Tile a, int[] blockOffsets, int depth, Panel panel, Tile out, int rows) {
        matrix.multiply(a, blockOffsets, depth, panel, out, rows);
    }

    @Override
    public void outer(Tile a, int depth, Tile g, int blocks, int rows, float[] sum, int at, int pitch) {
        matrix.outer(a, depth, g, blocks, rows, sum, at, pitch);
    }

    @Override
    public void activate(
            Tile z,
            Affine affine,
            int channel,
            ActivationFunction activation,
            Tile out,
            int pitch,
            int height,
            int width) {
        elementwise.activate(z, affine, channel, activation, out, pitch, height, width);
    }

    @Override
    public void requantise(
            Tile z, Affine affine, int channel, float[] bounds, Tile out, int pitch, int height, int width) {
        requantise.requantise(z, affine, channel, bounds, out, pitch, height, width);
    }

    @Override
    public void activationGradient(
            Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, Tile out, int rows) {
        elementwise.activationGradient(d, z, affine, channel, activation, out, rows);
    }

    @Override
    public void gradientBeforeNorm(
            Tile d,
            Tile z,
            Affine affine,
            AffineGradient coefficients,
            int channel,
            ActivationFunction activation,
            Tile out,
            int pitch,
            int height,
            int width) {
        elementwise.gradientBeforeNorm(d, z, affine, coefficients, channel, activation, out, pitch, height, width);
    }

    @Override
    public void gradientSums(
            Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, int rows, double[] totals) {
        batchNorm.gradients(d, z, affine, channel, activation, rows, totals);
    }

    @Override
    public void moments(Tile z, int channel, int rows, double[] totals) {
        batchNorm.moments(z, channel, rows, totals);
    }

    @Override
    public void depthwise(Tile in, int pitch, Window window, Tile weights, Tile out) {
        depthwise.depthwise(in, pitch, window, weights, out);
    }

    @Override
    public void depthwiseOuter(Tile in, int pitch, Window window, Tile g, int gPitch, Tile sum) {
        depthwise.gradient(in, pitch, window, g, gPitch, sum);
    }

    @Override
    public void transform(
            WinogradTransform transform,
            Tile in,
            TileStrides inStrides,
            Tile out,
            TileStrides outStrides,
            int height,
            int width) {
        winograd.transform(transform, in, inStrides, out, outStrides, height, width);
    }

    @Override
    public void add(Tile a, Tile b, int count) {
        rows.add(a, b, count);
    }

    @Override
    public void scale(Tile x, Tile perChannel, Tile out, int count) {
        rows.scale(x, perChannel, out, count);
    }

    @Override
    public void dot(Tile x, Tile y, Tile perChannel, int count) {
        rows.dot(x, y, perChannel, count);
    }

    @Override
    public void sum(Tile x, Tile perChannel, int count) {
        rows.sum(x, perChannel, count);
    }
}

package dev.sartor.executor.convolution;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.WinogradTransform;
import dev.sartor.executor.memory.MemoryRequests;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a 3x3 convolution in the form that {@link WinogradTransform} needs: a matrix for each point of the transformed
 * kernels, G g G' for a kernel g. If h are the gradients of its points, the gradient of the kernel is G' h G.
 */
final class WinogradWeights {
    private static final int KERNEL = 3;
    /** The transform of kernels, arXiv 1509.09308, section 4.1. */
    private static final double[][] G = {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}};

    private final int in;
    private final int out;
    private final List<WeightMatrix> points = new ArrayList<>();
    /** [point][output x input]: transformed kernels in {@link #load}, their gradients in {@link #reduceGradients}. */
    private final float[][] values;

    WinogradWeights(int in, int out, Kernels kernels) {
        this.in = in;
        this.out = out;
        values = new float[WinogradTransform.POINTS][in * out];
        for (int p = 0; p < WinogradTransform.POINTS; p++) {
            points.add(new WeightMatrix(MatrixLayout.plain(in, out), kernels));
        }
    }

    void requestMemory(MemoryRequests requests) {
        points.forEach(m -> m.requestMemory(requests));
    }

    /** The matrix of a point. */
    WeightMatrix of(int point) {
        return points.get(point);
    }

    /**
     * Loads kernels.
     *
     * @param kernels      [output][input][3][3]
     * @param withBackward whether gradients of the inputs are needed
     */
    void load(float[] kernels, boolean withBackward) {
        for (int i = 0; i < in * out; i++) {
            transform(kernels, i);
        }
        for (int p = 0; p < WinogradTransform.POINTS; p++) {
            points.get(p).load(values[p]);
            if (withBackward) {
                points.get(p).loadTransposed(values[p]);
            }
        }
    }

    /** Transforms one kernel to its points. */
    private void transform(float[] kernels, int kernelIndex) {
        int first = kernelIndex * KERNEL * KERNEL;
        for (int y = 0; y < WinogradTransform.INPUTS; y++) {
            double a = column(kernels, first, y);
            double b = column(kernels, first + 1, y);
            double c = column(kernels, first + 2, y);
            for (int x = 0; x < WinogradTransform.INPUTS; x++) {
                values[y * WinogradTransform.INPUTS + x][kernelIndex] =
                        (float) (G[x][0] * a + G[x][1] * b + G[x][2] * c);
            }
        }
    }

    /** A line of G times a column of a kernel. */
    private static double column(float[] kernels, int first, int line) {
        return G[line][0] * kernels[first]
                + G[line][1] * kernels[first + KERNEL]
                + G[line][2] * kernels[first + 2 * KERNEL];
    }

    void clearGradientSums(int chunk) {
        points.forEach(m -> m.clearGradientSums(chunk));
    }

    /** The number of independent tasks of {@link #reduceGradients}. */
    int reductionTasks() {
        return points.getFirst().depthBlocks();
    }

    /** Sets the gradients of the kernels for one block of 16 inputs, from the partial sums of all chunks of the batch. */
    void reduceGradients(int block, int chunks, float[] gradient) {
        for (int p = 0; p < WinogradTransform.POINTS; p++) {
            points.get(p).reduceGradients(block, chunks, values[p]);
        }
        int end = Math.min(in, (block + 1) * Tile.LANES);
        for (int o = 0; o < out; o++) {
            for (int i = block * Tile.LANES; i < end; i++) {
                transformGradient(o * in + i, gradient);
            }
        }
    }

    /** Sets the gradient of a kernel from the gradients h of its points. */
    private void transformGradient(int kernelIndex, float[] gradient) {
        for (int x = 0; x < KERNEL; x++) {
            double a = line(0, kernelIndex, x);
            double b = line(1, kernelIndex, x);
            double c = line(2, kernelIndex, x);
            double d = line(3, kernelIndex, x);
            for (int y = 0; y < KERNEL; y++) {
                gradient[(kernelIndex * KERNEL + y) * KERNEL + x] = (float) timesColumnOfG(y, a, b, c, d);
            }
        }
    }

    /** A line of h times a column of G. */
    private double line(int y, int kernelIndex, int column) {
        int p = y * WinogradTransform.INPUTS;
        return timesColumnOfG(
                column,
                values[p][kernelIndex],
                values[p + 1][kernelIndex],
                values[p + 2][kernelIndex],
                values[p + 3][kernelIndex]);
    }

    /** A column of G times four values. */
    private static double timesColumnOfG(int column, double a, double b, double c, double d) {
        return G[0][column] * a + G[1][column] * b + G[2][column] * c + G[3][column] * d;
    }
}

package dev.sartor.executor.convolution;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.MemoryRequests.Liveness;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.BatchNormTransform;
import dev.sartor.executor.node.Pass;
import dev.sartor.executor.node.ReadTransform;
import dev.sartor.executor.node.Value;
import java.util.Arrays;

/**
 * Computes the batch norm of z = x W, the output of a pointwise convolution, without storing z. Let m be the mean and C the
 * covariance of x over P pixels, w column k of W, and ' the transpose. Channel k of z has mean w'm and variance w'Cw.
 *
 * <p>In the backward pass, let g be the gradient of the batch norm's output (with its scale and shift, before an activation), s
 * its sum, and h = x'g - m s. The sum of g z is w'h + s w'm. The gradient of z is a g + b z + c with coefficients a, b and c
 * for each channel (see {@link BatchNormTransform}; a is the scale of the forward pass), that of w is a h + b P C w, and that
 * of x is g (aW)' + x W diag(b) W' + W c. Rows are pixels and blocks are groups of 16 channels, as in {@link Tile}; a chunk is
 * some images of the batch.
 */
final class LinearMoments {
    private static final int ROWS_AT_ONCE = 512;
    private static final int ONE_ARRAY = 1;

    private final Kernels kernels;
    private final int in;
    private final int out;
    private final BatchNormTransform norm;
    private final double[] mean;
    /** C, [input][input]. */
    private double[] covariance;
    /** C w of each output, [output][input]. */
    private double[] product;

    /** For each chunk, sums of products of two inputs, each minus its mean over the same rows (up to {@value #ROWS_AT_ONCE}). */
    private Tile[] gramMatrices;
    /** [chunk][input]: sums of x. */
    private double[][] sums;

    /** [chunk][input x input]: sums of the products of local means. */
    private double[][] meanProducts;

    /** For each chunk, sums of g and of g * g; the latter are not used. */
    private double[][] gradientSums;
    /** W, [output][input]. */
    private float[] weights;

    private long rows;

    LinearMoments(int in, int out, BatchNormTransform norm, Kernels kernels) {
        this.kernels = kernels;
        this.in = in;
        this.out = out;
        this.norm = norm;
        mean = new double[in];
    }

    void requestMemory(MemoryRequests requests) {
        int chunks = requests.chunks();
        requests.tiles(Liveness.FORWARD, Tile.blocks(in), Tile.padded(in), t -> gramMatrices = t);
        requests.sums(Liveness.FORWARD, chunks, in, s -> sums = s);
        requests.sums(Liveness.FORWARD, chunks, in * in, s -> meanProducts = s);
        requests.sums(Liveness.FORWARD, ONE_ARRAY, in * in, s -> covariance = s[0]);
        requests.sums(Liveness.FORWARD_TO_BACKWARD, ONE_ARRAY, out * in, s -> product = s[0]);
        requests.sums(Liveness.BACKWARD, chunks, 2 * Tile.padded(out), s -> gradientSums = s);
    }

    /** Sets the weights, [output][input]. */
    void load(float[] values) {
        weights = values;
    }

    /** Sums x and the products of its channels over a chunk's rows. */
    void addInputs(Chunk chunk, Value x, Scratch scratch) {
        Tile gram = gramMatrices[chunk.index()];
        Arrays.fill(gram.data(), gram.offset(), gram.offset() + Tile.padded(in) * Tile.padded(in), 0);
        Arrays.fill(sums[chunk.index()], 0);
        Arrays.fill(meanProducts[chunk.index()], 0);
        int mark = scratch.mark();
        int end = chunk.to() * x.pixelsPerImage();
        for (int row = chunk.from() * x.pixelsPerImage(); row < end; row += ROWS_AT_ONCE) {
            int count = Math.min(ROWS_AT_ONCE, end - row);
            addInputs(chunk.index(), x.read(row, count, scratch), count, scratch);
            scratch.release(mark);
        }
    }

    /** Products are summed around the mean of these rows; around zero, channels with a large mean would lose precision. */
    private void addInputs(int chunk, Tile x, int count, Scratch scratch) {
        int blocks = Tile.blocks(in);
        double[] localSums = new double[2 * Tile.padded(in)];
        var shift = new Affine(new float[Tile.padded(in)], new float[Tile.padded(in)]);
        Tile centred = scratch.take(blocks, count);
        for (int b = 0; b < blocks; b++) {
            int channel = b * Tile.LANES;
            kernels.moments(x.fromBlock(b), channel, count, localSums);
            for (int c = channel; c < channel + Tile.LANES; c++) {
                shift.scale()[c] = 1;
                shift.shift()[c] = (float) (-localSums[ReadTransform.sumIndex(c)] / count);
            }
            kernels.activateRows(
                    x.fromBlock(b), shift, channel, ActivationFunction.LINEAR, centred.fromBlock(b), count);
        }
        for (int b = 0, width; b < blocks; b += width) {
            width = Panel.width(b, blocks);
            kernels.outer(
                    centred,
                    in,
                    centred.fromBlock(b),
                    width,
                    count,
                    gramMatrices[chunk].data(),
                    gramMatrices[chunk].offset() + b * Tile.LANES,
                    Tile.padded(in));
        }
        addMeans(chunk, localSums, count);
    }

    /** Adds the sums of inputs, and the part of their products that the local means make up. */
    private void addMeans(int chunk, double[] localSums, int count) {
        for (int i = 0; i < in; i++) {
            double sum = localSums[ReadTransform.sumIndex(i)];
            sums[chunk][i] += sum;
            for (int j = 0; j < in; j++) {
                meanProducts[chunk][i * in + j] += sum * localSums[ReadTransform.sumIndex(j)] / count;
            }
        }
    }

    /** Sets the statistics of the batch norm from the sums of {@link #addInputs}. */
    void finishBatchStatistics(Pass pass, long count) {
        rows = count;
        for (int i = 0; i < in; i++) {
            mean[i] = total(sums, pass.chunks(), i) / rows;
        }
        pass.forEach(in, i -> {
            for (int j = 0; j < in; j++) {
                double gram = 0;
                for (int chunk = 0; chunk < pass.chunks(); chunk++) {
                    gram += gramMatrices[chunk].data()[gramMatrices[chunk].offset() + i * Tile.padded(in) + j]
                            + meanProducts[chunk][i * in + j];
                }
                covariance[i * in + j] = gram / rows - mean[i] * mean[j];
            }
        });
        pass.forEach(Tile.blocks(out), block -> {
            for (int c = block * Tile.LANES; c < Math.min(out, (block + 1) * Tile.LANES); c++) {
                finishBatchStatistics(c);
            }
        });
    }

    private static double total(double[][] sums, int chunks, int index) {
        double total = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            total += sums[chunk][index];
        }
        return total;
    }

    /** Sets the statistics of output channel {@code c}. */
    private void finishBatchStatistics(int c) {
        int first = c * in;
        Arrays.fill(product, first, first + in, 0);
        for (int j = 0; j < in; j++) {
            double w = weights[c * in + j];
            for (int i = 0; i < in; i++) {
                product[first + i] += w * covariance[j * in + i];
            }
        }
        double average = 0;
        double variance = 0;
        for (int i = 0; i < in; i++) {
            average += weights[first + i] * mean[i];
            variance += weights[first + i] * product[first + i];
        }
        norm.setStatistics(c, average, variance, rows);
    }

    void clearGradients(int chunk) {
        Arrays.fill(gradientSums[chunk], 0);
    }

    /** Adds rows of one block of g to its chunk's sums. */
    void addGradient(int chunk, int block, Tile g, int count) {
        kernels.moments(g, block * Tile.LANES, count, gradientSums[chunk]);
    }

    /**
     * Computes the gradients of the batch norm and of the weights.
     *
     * @param inputGradientProducts x'g, summed over all rows
     * @param weightGradient        receives the gradient of the weights
     */
    void finishGradients(Pass pass, WeightMatrix inputGradientProducts, float[] weightGradient) {
        double[] total = new double[2 * Tile.padded(out)];
        double[][] h = new double[out][in];
        pass.forEach(Tile.blocks(out), block -> {
            for (int c = block * Tile.LANES; c < Math.min(out, (block + 1) * Tile.LANES); c++) {
                double sum = total(gradientSums, pass.chunks(), ReadTransform.sumIndex(c));
                double dot = 0;
                for (int i = 0; i < in; i++) {
                    h[c][i] = inputGradientProducts.sum(pass.chunks(), i, c) - mean[i] * sum;
                    dot += weights[c * in + i] * h[c][i];
                }
                total[ReadTransform.sumIndex(c)] = sum;
                total[ReadTransform.secondSumIndex(c)] = dot + norm.mean(c) * sum;
            }
        });
        norm.setGradientSums(total, rows, pass.gradients());
        for (int c = 0; c < out; c++) {
            double a = norm.backward.a()[c];
            double b = norm.backward.b()[c] * (double) rows;
            for (int i = 0; i < in; i++) {
                weightGradient[c * in + i] = (float) (a * h[c][i] + b * product[c * in + i]);
            }
        }
    }

    /** a W, where a is the forward scale, in the layout of W. The gradient of x has the term g (aW)'. */
    float[] scaledWeights() {
        float[] scaled = new float[weights.length];
        for (int c = 0; c < out; c++) {
            for (int i = 0; i < in; i++) {
                scaled[c * in + i] = norm.affine.scale()[c] * weights[c * in + i];
            }
        }
        return scaled;
    }

    /** W diag(b) W', [input][input]. The gradient of x has the term x (W diag(b) W'). */
    float[] inputMatrix(Pass pass) {
        float[] matrix = new float[in * in];
        pass.forEach(in, i -> {
            double[] row = new double[in];
            for (int c = 0; c < out; c++) {
                double factor = (double) norm.backward.b()[c] * weights[c * in + i];
                for (int j = 0; j < in; j++) {
                    row[j] += factor * weights[c * in + j];
                }
            }
            for (int j = 0; j < in; j++) {
                matrix[i * in + j] = (float) row[j];
            }
        });
        return matrix;
    }

    /** W c: the constant part of x's gradient, padded to whole blocks. */
    float[] inputShift() {
        double[] shift = new double[in];
        for (int c = 0; c < out; c++) {
            for (int i = 0; i < in; i++) {
                shift[i] += (double) norm.backward.c()[c] * weights[c * in + i];
            }
        }
        float[] padded = new float[Tile.padded(in)];
        for (int i = 0; i < in; i++) {
            padded[i] = (float) shift[i];
        }
        return padded;
    }
}

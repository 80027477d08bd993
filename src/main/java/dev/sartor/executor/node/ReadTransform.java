package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.AffineGradient;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Weights;
import java.util.Arrays;

/**
 * The function from the stored output z of a convolution, the raw value, to what the next layer reads: batch norm or a bias, then
 * an activation, or a rounding to quantised values. It is applied whenever the value is read, and its result is never stored,
 * which saves most of the memory traffic of these layers. For rows, lines and blocks see {@link Tile}.
 */
public abstract sealed class ReadTransform
        permits ActivationTransform, BiasTransform, BatchNormTransform, Requantisation {
    public final Affine affine;
    public final AffineGradient backward;
    public final ActivationFunction activation;

    ReadTransform(int channels, ActivationFunction activation) {
        int padded = Tile.padded(channels);
        this.activation = activation;
        affine = new Affine(constantArray(padded, 1), new float[padded]);
        backward = new AffineGradient(constantArray(padded, 1), new float[padded], new float[padded]);
    }

    /** An array of equal values. */
    private static float[] constantArray(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    /**
     * Applies the transform to one image's plane of 16 channels, {@code raw}, whose first channel is {@code channel}; consecutive
     * lines of {@code out} are {@code pitch} pixels apart.
     */
    void read(Kernels kernels, Tile raw, int channel, Tile out, int pitch, int height, int width) {
        kernels.activate(raw, affine, channel, activation, out, pitch, height, width);
    }

    /** Whether reading returns the raw value. */
    abstract boolean isIdentity();

    /** Whether training needs the mean and variance of the raw value in the batch. */
    abstract boolean needsBatchStatistics();

    /** Whether the backward pass needs the sums of the gradient and of gradient times raw value. */
    abstract boolean needsGradientSums();

    /** Loads the weights of a pass; in training, {@link #setBatchStatistics} follows with the statistics of the batch. */
    public abstract void load(Weights weights, boolean training);

    /** Sets the statistics from the sums of z and of z * z over {@code count} pixels, arranged as {@link #sumIndex} says. */
    abstract void setBatchStatistics(double[] sums, long count);

    /**
     * Computes the gradients of its weights from the sums of the gradient g and of g * z over {@code count} pixels, arranged as
     * {@link #sumIndex} says.
     */
    abstract void setGradientSums(double[] sums, long count, Weights gradients);

    /** The index of a channel's sum of z, or of g: the sums of 16 channels stand before the second sums of these channels. */
    public static int sumIndex(int channel) {
        return channel / Tile.LANES * 2 * Tile.LANES + channel % Tile.LANES;
    }

    /** The index of a channel's sum of z * z, or of g * z. */
    public static int secondSumIndex(int channel) {
        return sumIndex(channel) + Tile.LANES;
    }
}

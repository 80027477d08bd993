package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.AffineGradient;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Weights;
import java.util.Arrays;

/**
 * The function applied to a raw value whenever it is read: batch norm or a bias, then an activation, or a rounding to quantised
 * values. The result is never stored, which saves most of the memory traffic of these layers.
 */
public abstract sealed class ReadTransform
        permits ActivationTransform, BiasTransform, BatchNormTransform, Requantisation {
    public final Affine affine;
    public final AffineGradient backward;
    public final ActivationFunction activation;

    ReadTransform(int channels, ActivationFunction activation) {
        int padded = Tile.padded(channels);
        this.activation = activation;
        affine = new Affine(filled(padded, 1), new float[padded]);
        backward = new AffineGradient(filled(padded, 1), new float[padded], new float[padded]);
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    /**
     * Applies the transform to a plane of one block, {@code raw}, whose first channel is {@code channel}; the lines of {@code out}
     * lie {@code pitch} rows apart.
     */
    void read(Kernels kernels, Tile raw, int channel, Tile out, int pitch, int height, int width) {
        kernels.activate(raw, affine, channel, activation, out, pitch, height, width);
    }

    /** Whether reading returns the raw value. */
    abstract boolean isIdentity();

    /** Whether training needs the mean and variance of the raw value. */
    abstract boolean needsMoments();

    /** Whether the backward pass needs the sums of the gradient and of gradient times raw value. */
    abstract boolean needsGradientSums();

    /** Loads the weights of a pass; for {@code training}, batch statistics follow. */
    public abstract void load(Weights weights, boolean training);

    /** Sets the statistics from sums over {@code count} rows of z and z * z, in the kernels' layout. */
    abstract void setMoments(double[] sums, long count);

    /** Computes the gradients of its weights from sums over {@code count} rows of g and g * z. */
    abstract void setGradientSums(double[] sums, long count, Weights gradients);

    /** The index of a channel's first sum; the second is 16 further. */
    public static int sumIndex(int channel) {
        return channel / Tile.LANES * 2 * Tile.LANES + channel % Tile.LANES;
    }
}

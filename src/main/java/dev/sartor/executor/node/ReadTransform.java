package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.AffineGradient;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Weights;
import java.util.Arrays;

/**
 * What is applied to a raw value whenever it is read: batch norm or a bias, then a curve. The result is never stored,
 * which saves most of the memory traffic of a network of such layers.
 */
public abstract sealed class ReadTransform permits ActivationTransform, BiasTransform, BatchNormTransform {
    public final Affine affine;
    public final AffineGradient backward;
    public final ActivationFunction activation;

    ReadTransform(int channels, ActivationFunction curve) {
        int padded = Tile.padded(channels);
        this.activation = curve;
        affine = new Affine(filled(padded, 1), new float[padded]);
        backward = new AffineGradient(filled(padded, 1), new float[padded], new float[padded]);
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    /** True if reading gives the raw value. */
    abstract boolean isIdentity();

    /** True if training needs the raw value's mean and variance. */
    abstract boolean needsMoments();

    /** True if the way back needs the sums of the gradient and of gradient times raw value. */
    abstract boolean needsGradientSums();

    /** Takes the weights of a pass; {@code training} if moments of the batch will follow. */
    public abstract void load(Weights weights, boolean training);

    /** Takes the sums over {@code count} rows of z and z * z, laid out by blocks as the kernels do. */
    abstract void setMoments(double[] sums, long count);

    /** Takes the sums over {@code count} rows of g and g * z, and stores the gradients of its weights. */
    abstract void setGradientSums(double[] sums, long count, Weights gradients);

    /** Where a channel's first sum stands; the second is 16 further. */
    public static int sumIndex(int channel) {
        return channel / Tile.LANES * 2 * Tile.LANES + channel % Tile.LANES;
    }
}

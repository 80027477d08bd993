package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Weights;
import java.util.Arrays;

/**
 * The transform of a layer's sums of 8-bit products to 8-bit values: (sum + bias) * scale, clamped and rounded. Quantised
 * values are kept as their difference from the zero point, so that the number 0 is stored as 0.
 */
public final class Requantisation extends ReadTransform {
    /** 16 times the lowest result, then 16 times the highest. */
    private final float[] bounds = new float[2 * Tile.LANES];

    /**
     * @param scales one for each channel
     * @param biases one for each channel, added before the multiplication
     * @param low    the lowest result
     * @param high   the highest result
     */
    public Requantisation(float[] scales, float[] biases, int low, int high) {
        super(scales.length, ActivationFunction.LINEAR);
        System.arraycopy(scales, 0, affine.scale(), 0, scales.length);
        System.arraycopy(biases, 0, affine.shift(), 0, biases.length);
        Arrays.fill(bounds, 0, Tile.LANES, low);
        Arrays.fill(bounds, Tile.LANES, bounds.length, high);
    }

    @Override
    void read(Kernels kernels, Tile raw, int channel, Tile out, int pitch, int height, int width) {
        kernels.requantise(raw, affine, channel, bounds, out, pitch, height, width);
    }

    @Override
    boolean isIdentity() {
        return false;
    }

    @Override
    boolean needsBatchStatistics() {
        return false;
    }

    @Override
    boolean needsGradientSums() {
        return false;
    }

    @Override
    public void load(Weights weights, boolean training) {
        // scales and biases are constant
    }

    @Override
    void setBatchStatistics(double[] sums, long count) {
        throw new IllegalStateException("Quantised values need no batch statistics");
    }

    @Override
    void setGradientSums(double[] sums, long count, Weights gradients) {
        throw new IllegalStateException("Quantised values have no gradients");
    }
}

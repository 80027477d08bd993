package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.network.Weights;

/** A bias, then a curve. */
public final class BiasTransform extends ReadTransform {
    private final String name;

    public BiasTransform(int channels, String name, ActivationFunction curve) {
        super(channels, curve);
        this.name = name;
    }

    @Override
    boolean identity() {
        return false;
    }

    @Override
    boolean needsMoments() {
        return false;
    }

    @Override
    boolean needsGradientSums() {
        return true;
    }

    @Override
    public void load(Weights weights, boolean training) {
        float[] bias = weights.of(name);
        System.arraycopy(bias, 0, affine.shift(), 0, bias.length);
    }

    @Override
    void moments(double[] sums, long count) {
        throw new IllegalStateException("A bias needs no moments");
    }

    @Override
    void gradientSums(double[] sums, long count, Weights gradients) {
        float[] gradient = gradients.of(name);
        for (int c = 0; c < gradient.length; c++) {
            gradient[c] = (float) sums[place(c)];
        }
    }
}

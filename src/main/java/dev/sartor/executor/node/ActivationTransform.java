package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.network.Weights;

/** A curve alone, or nothing. */
public final class ActivationTransform extends ReadTransform {
    public ActivationTransform(int channels, ActivationFunction curve) {
        super(channels, curve);
    }

    @Override
    boolean identity() {
        return curve == ActivationFunction.LINEAR;
    }

    @Override
    boolean needsMoments() {
        return false;
    }

    @Override
    boolean needsGradientSums() {
        return false;
    }

    @Override
    public void load(Weights weights, boolean training) {
        // has none
    }

    @Override
    void moments(double[] sums, long count) {
        throw new IllegalStateException("A plain value needs no moments");
    }

    @Override
    void gradientSums(double[] sums, long count, Weights gradients) {
        throw new IllegalStateException("A plain value needs no gradient sums");
    }
}

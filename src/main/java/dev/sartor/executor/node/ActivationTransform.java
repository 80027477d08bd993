package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.network.Weights;

/** A curve alone, or nothing. */
public final class ActivationTransform extends ReadTransform {
    public ActivationTransform(int channels, ActivationFunction activation) {
        super(channels, activation);
    }

    @Override
    boolean isIdentity() {
        return activation == ActivationFunction.LINEAR;
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
    void setMoments(double[] sums, long count) {
        throw new IllegalStateException("A plain value needs no moments");
    }

    @Override
    void setGradientSums(double[] sums, long count, Weights gradients) {
        throw new IllegalStateException("A plain value needs no gradient sums");
    }
}

package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.network.Weights;

/** An activation without batch norm or bias, or the identity. */
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
        // an activation has no weights
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

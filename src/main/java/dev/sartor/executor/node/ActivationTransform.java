package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.network.Weights;

/** The transform of a value that needs neither batch norm nor bias: an activation function, or the identity. */
public final class ActivationTransform extends ReadTransform {
    public ActivationTransform(int channels, ActivationFunction activation) {
        super(channels, activation);
    }

    @Override
    boolean isIdentity() {
        return activation == ActivationFunction.LINEAR;
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
        // an activation has no weights
    }

    @Override
    void setBatchStatistics(double[] sums, long count) {
        throw new IllegalStateException("A plain value needs no batch statistics");
    }

    @Override
    void setGradientSums(double[] sums, long count, Weights gradients) {
        throw new IllegalStateException("A plain value needs no gradient sums");
    }
}

package dev.sartor.executor.node;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.network.Weights;

/** The transform that adds a bias for each channel and then applies an activation function. */
public final class BiasTransform extends ReadTransform {
    private final String name;

    public BiasTransform(int channels, String name, ActivationFunction activation) {
        super(channels, activation);
        this.name = name;
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
        return true;
    }

    @Override
    public void load(Weights weights, boolean training) {
        float[] bias = weights.tensor(name);
        System.arraycopy(bias, 0, affine.shift(), 0, bias.length);
    }

    @Override
    void setBatchStatistics(double[] sums, long count) {
        throw new IllegalStateException("A bias needs no batch statistics");
    }

    @Override
    void setGradientSums(double[] sums, long count, Weights gradients) {
        float[] gradient = gradients.tensor(name);
        for (int c = 0; c < gradient.length; c++) {
            // the first sum of a channel is that of the gradient
            gradient[c] = (float) sums[sumIndex(c)];
        }
    }
}

package dev.sartor.executor;

import dev.sartor.executor.kernel.Curve;
import dev.sartor.network.Weights;

/** A curve alone, or nothing. */
final class PlainTransform extends Transform {
    PlainTransform(int channels, Curve curve) {
        super(channels, curve);
    }

    @Override
    boolean identity() {
        return curve == Curve.LINEAR;
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
    void load(Weights weights, boolean training) {
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

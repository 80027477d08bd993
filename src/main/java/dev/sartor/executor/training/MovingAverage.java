package dev.sartor.executor.training;

import dev.sartor.network.Weights;

/**
 * An exponential moving average of weights and running moments. Early on it follows faster, by (1 + n) / (10 + n) after n
 * steps, or it would remember the random start.
 */
final class MovingAverage {
    private final double decay;
    private final Weights average;

    MovingAverage(Weights start, double decay) {
        this.decay = decay;
        average = start.copy();
    }

    Weights weights() {
        return average;
    }

    void follow(Weights weights, long step) {
        float keep = (float) Math.min(decay, (1.0 + step) / (10 + step));
        average.tensors().forEach((name, a) -> {
            float[] w = weights.of(name);
            for (int i = 0; i < a.length; i++) {
                a[i] = w[i] + keep * (a[i] - w[i]);
            }
        });
    }
}

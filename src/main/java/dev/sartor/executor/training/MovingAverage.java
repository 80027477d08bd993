package dev.sartor.executor.training;

import dev.sartor.network.Weights;

/**
 * An exponential moving average of weights and of the running statistics of batch norm. Its decay is at most (1 + n) / (10 + n)
 * after n steps, so that the random initial weights soon lose their influence.
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

    void update(Weights weights, long step) {
        float keep = (float) Math.min(decay, (1.0 + step) / (10 + step));
        average.tensors().forEach((name, a) -> {
            float[] w = weights.tensor(name);
            for (int i = 0; i < a.length; i++) {
                a[i] = w[i] + keep * (a[i] - w[i]);
            }
        });
    }
}

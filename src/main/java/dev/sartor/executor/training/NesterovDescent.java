package dev.sartor.executor.training;

import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Map;

/** Stochastic gradient descent with Nesterov momentum: v = m v + g, w = w - rate (g + m v), where g includes the weight decay. */
final class NesterovDescent extends GradientDescent {
    private final float momentum;
    private final Weights velocity = zeros();

    NesterovDescent(Network network, Optimiser.Sgd sgd) {
        super(network, sgd.weightDecay());
        momentum = (float) sgd.momentum();
    }

    @Override
    Map<String, Weights> memory() {
        return Map.of("velocity", velocity);
    }

    @Override
    void move(Parameter parameter, float[] w, float[] gradient, double decay, double rate, long step) {
        move(w, gradient, velocity.of(parameter), (float) decay, (float) rate);
    }

    private void move(float[] w, float[] gradient, float[] v, float decay, float rate) {
        for (int i = 0; i < w.length; i++) {
            float g = gradient[i] + decay * w[i];
            v[i] = momentum * v[i] + g;
            w[i] -= rate * (g + momentum * v[i]);
        }
    }
}

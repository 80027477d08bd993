package dev.sartor.executor;

import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with Nesterov momentum: v = m v + g, w = w - rate (g + m v), where g includes the weight
 * decay of weights (not of biases, gamma and beta).
 */
final class Sgd {
    private final List<Parameter> parameters;
    private final float momentum;
    private final float decay;
    private final Weights velocity;

    Sgd(Network network, Recipe recipe) {
        parameters = network.parameters().stream().filter(Parameter::trainable).toList();
        momentum = (float) recipe.momentum();
        decay = (float) recipe.weightDecay();
        Map<String, float[]> zeros = new LinkedHashMap<>();
        parameters.forEach(p -> zeros.put(p.name(), new float[p.size()]));
        velocity = new Weights(zeros);
    }

    /** The velocities by parameter, to be stored and restored. */
    Weights velocity() {
        return velocity;
    }

    /** Moves the weights one step. */
    void step(Executor executor, Weights weights, Weights gradients, double rate) {
        executor.each(parameters.size(), (i, _) -> {
            Parameter p = parameters.get(i);
            float decayed = p.role() == Parameter.Role.WEIGHT ? decay : 0;
            step(weights.of(p), gradients.of(p), velocity.of(p), decayed, (float) rate);
        });
    }

    private void step(float[] w, float[] gradient, float[] v, float decayed, float rate) {
        for (int i = 0; i < w.length; i++) {
            float g = gradient[i] + decayed * w[i];
            v[i] = momentum * v[i] + g;
            w[i] -= rate * (g + momentum * v[i]);
        }
    }
}

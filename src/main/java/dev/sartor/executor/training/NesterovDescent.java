package dev.sartor.executor.training;

import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Map;

/** Stochastic gradient descent with Nesterov momentum on a network's weights; see {@link NesterovUpdate}. */
final class NesterovDescent extends GradientDescent {
    private final float momentum;
    private final Weights velocity = zeros();

    NesterovDescent(Network network, Optimiser.Sgd sgd) {
        super(network, sgd.weightDecay());
        momentum = (float) sgd.momentum();
    }

    @Override
    public Map<String, Weights> state() {
        return Map.of("velocity", velocity);
    }

    @Override
    void update(Parameter parameter, float[] w, float[] gradient, double weightDecay, double rate, long step) {
        int offset = 0;
        float gradientScale = 1;
        new NesterovUpdate(momentum, (float) weightDecay)
                .apply(w, velocity.tensor(parameter), offset, gradient, offset, w.length, gradientScale, (float) rate);
    }
}

package dev.sartor.executor.training;

import dev.sartor.executor.Executor;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Updates the weights of one network by an {@link Optimiser}, and holds the optimiser's state. */
public abstract sealed class GradientDescent permits NesterovDescent, AdamWDescent {
    private final List<Parameter> parameters;
    private final double weightDecay;

    GradientDescent(Network network, double weightDecay) {
        parameters =
                network.parameters().stream().filter(Parameter::isTrainable).toList();
        this.weightDecay = weightDecay;
    }

    public static GradientDescent of(Network network, Optimiser optimiser) {
        return switch (optimiser) {
            case Optimiser.Sgd sgd -> new NesterovDescent(network, sgd);
            case Optimiser.AdamW adam -> new AdamWDescent(network, adam);
        };
    }

    /** The optimiser's state, such as the velocity, by its name in checkpoints; each has a value for every trainable weight. */
    public abstract Map<String, Weights> state();

    /**
     * Updates all weights.
     *
     * @param rate the learning rate
     * @param step counted from 0
     */
    public final void step(Executor executor, Weights weights, Weights gradients, double rate, long step) {
        executor.forEach(parameters.size(), i -> {
            Parameter p = parameters.get(i);
            double decay = p.role() == Parameter.Role.WEIGHT ? weightDecay : 0;
            update(p, weights.tensor(p), gradients.tensor(p), decay, rate, step);
        });
    }

    /** Updates the weights {@code w} of one parameter. */
    abstract void update(Parameter parameter, float[] w, float[] gradient, double weightDecay, double rate, long step);

    /** A zero for every trainable weight. */
    final Weights zeros() {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        parameters.forEach(p -> zeros.put(p.name(), new float[p.arraySize()]));
        return new Weights(zeros);
    }
}

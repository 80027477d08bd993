package dev.sartor.executor.training;

import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An optimiser at work on a network's weights, with what it remembers from step to step. */
public abstract sealed class GradientDescent permits NesterovDescent, AdamWDescent {
    private final List<Parameter> parameters;
    private final double decay;

    GradientDescent(Network network, double decay) {
        parameters = network.parameters().stream().filter(Parameter::trainable).toList();
        this.decay = decay;
    }

    public static GradientDescent of(Network network, Optimiser optimiser) {
        return switch (optimiser) {
            case Optimiser.Sgd sgd -> new NesterovDescent(network, sgd);
            case Optimiser.AdamW adam -> new AdamWDescent(network, adam);
        };
    }

    /** What it remembers of each parameter, by name of what it is, to be stored and restored. */
    abstract Map<String, Weights> memory();

    /** Moves the weights one step, the step counted from 0. */
    public final void step(Executor executor, Weights weights, Weights gradients, double rate, long step) {
        executor.forEach(parameters.size(), i -> {
            Parameter p = parameters.get(i);
            move(p, weights.of(p), gradients.of(p), p.role() == Parameter.Role.WEIGHT ? decay : 0, rate, step);
        });
    }

    abstract void move(Parameter parameter, float[] w, float[] gradient, double decay, double rate, long step);

    /** A zero for every trainable value. */
    final Weights zeros() {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        parameters.forEach(p -> zeros.put(p.name(), new float[p.size()]));
        return new Weights(zeros);
    }
}

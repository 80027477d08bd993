package dev.sartor.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The parameter values of a network, by parameter name. The map is immutable, but training changes its arrays in place; use
 * {@link #copy} to keep the values.
 */
public record Weights(Map<String, float[]> tensors) {
    public Weights {
        tensors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** The values of the parameter with that name. */
    public float[] tensor(String name) {
        float[] tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("No weights named " + name);
        }
        return tensor;
    }

    public float[] tensor(Parameter parameter) {
        return tensor(parameter.name());
    }

    /** A short hash of all values, to distinguish trained weights from others. */
    public String hash() {
        return Integer.toHexString(
                tensors.values().stream().mapToInt(Arrays::hashCode).reduce(0, (a, b) -> 31 * a + b));
    }

    /** A copy whose arrays are copies too. */
    public Weights copy() {
        Map<String, float[]> copy = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copy.put(name, tensor.clone()));
        return new Weights(copy);
    }

    /**
     * Random initial weights: normal with standard deviation sqrt(2 / fan-out) for convolutions (He et al., arXiv 1502.01852),
     * uniform within 1 / sqrt(fan-in) for linear layers, 1 for gamma and variance, 0 for the others. They are drawn in the
     * order of layers.
     */
    public static Weights initial(Network network, RandomGenerator random) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            for (Parameter p : layer.parameters()) {
                tensors.put(p.name(), initial(layer.op(), p, random));
            }
        }
        return new Weights(tensors);
    }

    /** Random initial values of one parameter, from the distributions of {@link #initial(Network, RandomGenerator)}. */
    public static float[] initial(Op op, Parameter p, RandomGenerator random) {
        float[] values = new float[p.arraySize()];
        switch (p.role()) {
            case GAMMA, VARIANCE -> java.util.Arrays.fill(values, 1);
            case WEIGHT -> fill(values, op, random);
            case BIAS, BETA, MEAN -> {}
        }
        return values;
    }

    private static void fill(float[] values, Op op, RandomGenerator random) {
        switch (op) {
            case Op.Conv c -> {
                double deviation = Math.sqrt(2.0 / ((double) c.out() / c.groups() * c.kernel() * c.kernel()));
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextGaussian() * deviation);
                }
            }
            case Op.Linear l -> {
                double bound = 1 / Math.sqrt(l.in());
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextDouble(-bound, bound));
                }
            }
            case Op.Input _,
                    Op.BatchNorm _,
                    Op.Activate _,
                    Op.Add _,
                    Op.Scale _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _,
                    Op.Dropout _ -> throw new IllegalStateException("No weights in " + op);
        }
    }
}

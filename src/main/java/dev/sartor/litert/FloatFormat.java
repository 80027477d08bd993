package dev.sartor.litert;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.Optional;

/** The number format of a network in 32-bit floating point. */
final class FloatFormat implements NumberFormat {
    private final Network network;
    private final Weights weights;
    /** By layer, the number of layers and outputs of the network that read its output. */
    private final int[] readers;

    FloatFormat(Network network, Weights weights) {
        this.network = network;
        this.weights = weights;
        readers = new int[network.layers().size()];
        network.layers().forEach(l -> l.inputs().forEach(i -> readers[i]++));
        network.outputs().forEach(o -> readers[o]++);
    }

    /** ReLU or ReLU6 after an operation that has an option for it, if nothing else reads its output. */
    @Override
    public Optional<Layer> fusedActivation(Layer layer) {
        return network.layers().stream()
                .filter(l -> readers[layer.id()] == 1 && l.inputs().contains(layer.id()))
                .filter(l -> l.op() instanceof Op.Activate(Op.Function f)
                        && (f == Op.Function.RELU || f == Op.Function.RELU6))
                .filter(_ -> hasActivation(layer.op()))
                .findFirst();
    }

    private static boolean hasActivation(Op op) {
        return switch (op) {
            case Op.Conv _, Op.Linear _, Op.Add _, Op.Scale _ -> true;
            case Op.Input _,
                    Op.Activate _,
                    Op.BatchNorm _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _,
                    Op.Dropout _ -> false;
        };
    }

    @Override
    public LiteRtTensor output(Layer layer, String name, List<Integer> shape) {
        return LiteRtTensor.activation(name, shape);
    }

    @Override
    public LiteRtTensor between(float min, float max, String name, List<Integer> shape) {
        return LiteRtTensor.activation(name, shape);
    }

    @Override
    public LiteRtTensor weight(Layer layer, WeightOrder order) {
        String name = Parameter.name(layer.name(), Role.WEIGHT);
        float[] values = weights.tensor(name);
        if (values.length != order.count()) {
            throw new IllegalArgumentException(name + " has " + values.length + " values instead of " + order.count());
        }
        return LiteRtTensor.constant(name, order.shape(), order.apply(values));
    }

    @Override
    public LiteRtTensor bias(Layer layer) {
        String name = Parameter.name(layer.name(), Role.BIAS);
        int outputs = layer.output().channels();
        boolean exists = layer.parameters().stream().anyMatch(p -> p.role() == Role.BIAS);
        return LiteRtTensor.constant(name, List.of(outputs), exists ? weights.tensor(name) : new float[outputs]);
    }

    @Override
    public LiteRtTensor constant(String name, List<Integer> shape, float... values) {
        return LiteRtTensor.constant(name, shape, values);
    }

    @Override
    public LiteRtTensor lowest(LiteRtTensor tensor, String name) {
        return LiteRtTensor.constant(name, List.of(1), Float.NEGATIVE_INFINITY);
    }

    @Override
    public boolean hasMatrixProduct(Layer linear) {
        return true;
    }
}

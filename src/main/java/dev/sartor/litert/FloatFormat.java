package dev.sartor.litert;

import dev.sartor.network.Layer;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.Weights;
import java.util.List;

/** 32-bit floating point. */
record FloatFormat(Weights weights) implements NumberFormat {
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
        if (values.length != order.sources().length) {
            throw new IllegalArgumentException(
                    name + " has " + values.length + " values instead of " + order.sources().length);
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

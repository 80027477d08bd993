package dev.sartor.litert;

import dev.sartor.network.Layer;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.QuantisedWeights;
import dev.sartor.network.quantisation.TensorQuantisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The number format of a network in 8-bit integers: signed activations with zero points, symmetric weights, 32-bit biases. */
record Int8Format(QuantisedNetwork quantised) implements NumberFormat {
    private static final int LOWEST = Byte.MIN_VALUE;
    /** Number of steps between the lowest and the highest 8-bit integer. */
    private static final int STEPS = 255;
    /** The dimension of scales, and the zero point, where there is only one scale or a symmetric one. */
    private static final int NONE = 0;
    /** Maximum relative difference between a quotient and an integer if the scale expresses the constant exactly. */
    private static final double EXACT = 1e-5;

    @Override
    public Optional<Layer> fusedActivation(Layer layer) {
        return quantised.fusedActivation(layer);
    }

    @Override
    public LiteRtTensor output(Layer layer, String name, List<Integer> shape) {
        TensorQuantisation unsigned = quantised.tensor(layer.id());
        return LiteRtTensor.activation(name, shape, TensorScales.of(unsigned.scale(), unsigned.zeroPoint() + LOWEST));
    }

    @Override
    public LiteRtTensor between(float min, float max, String name, List<Integer> shape) {
        float scale = (max - min) / STEPS;
        return LiteRtTensor.activation(name, shape, TensorScales.of(scale, LOWEST - Math.round(min / scale)));
    }

    @Override
    public LiteRtTensor weight(Layer layer, WeightOrder order) {
        QuantisedWeights weights = quantised.weights(layer);
        List<Float> scales = new ArrayList<>();
        for (float scale : weights.scales()) {
            scales.add(scale);
        }
        return LiteRtTensor.constant(
                Parameter.name(layer.name(), Role.WEIGHT),
                order.shape(),
                TensorScales.symmetric(scales, weights.isPerChannel() ? order.outputs() : NONE),
                order.apply(weights.values()));
    }

    @Override
    public LiteRtTensor bias(Layer layer) {
        QuantisedWeights weights = quantised.weights(layer);
        float input = quantised.input(layer).scale();
        List<Float> scales = new ArrayList<>();
        for (float scale : weights.scales()) {
            scales.add(input * scale);
        }
        return LiteRtTensor.constant(
                Parameter.name(layer.name(), Role.BIAS),
                List.of(weights.channels()),
                TensorScales.symmetric(scales, NONE),
                weights.biases());
    }

    /** Positive constants; the scale is one that expresses all of them exactly, if there is one. */
    @Override
    public LiteRtTensor constant(String name, List<Integer> shape, float... values) {
        float max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        int steps = Byte.MAX_VALUE;
        while (steps > 1 && !isExact(values, max / steps)) {
            steps--;
        }
        float scale = max / (steps > 1 ? steps : Byte.MAX_VALUE);
        byte[] integers = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            integers[i] = (byte) Math.round(values[i] / scale);
        }
        return LiteRtTensor.constant(name, shape, TensorScales.of(scale, NONE), integers);
    }

    private static boolean isExact(float[] values, float scale) {
        for (float value : values) {
            double steps = value / scale;
            if (Math.abs(steps - Math.rint(steps)) > EXACT * steps) {
                return false;
            }
        }
        return true;
    }

    @Override
    public LiteRtTensor lowest(LiteRtTensor tensor, String name) {
        return LiteRtTensor.constant(name, List.of(1), tensor.scales().orElseThrow(), (byte) LOWEST);
    }

    @Override
    public boolean hasMatrixProduct(Layer linear) {
        return !quantised.weights(linear).isPerChannel();
    }
}

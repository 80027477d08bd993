package dev.sartor.litert;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.quantisation.FusedActivations;
import java.util.List;
import java.util.Optional;

/**
 * The number format of a network in 8-bit integers whose weights are unknown: constants have no data, and the scales of any two
 * tensors differ, as those of calibrated networks do. Operations and sizes of activations are those of {@link Int8Format} with a
 * scale for each output channel.
 */
final class Int8Structure implements NumberFormat {
    private static final TensorScales ONE = TensorScales.of(1, 0);

    private final FusedActivations activations;
    private int scales;

    /** @param network the network, whose batch norms are folded */
    Int8Structure(Network network) {
        activations = FusedActivations.of(network);
    }

    @Override
    public Optional<Layer> fusedActivation(Layer layer) {
        return activations.after(layer);
    }

    @Override
    public LiteRtTensor output(Layer layer, String name, List<Integer> shape) {
        return activation(name, shape);
    }

    @Override
    public LiteRtTensor between(float min, float max, String name, List<Integer> shape) {
        return activation(name, shape);
    }

    private LiteRtTensor activation(String name, List<Integer> shape) {
        return LiteRtTensor.activation(name, shape, TensorScales.of(++scales, 0));
    }

    @Override
    public LiteRtTensor weight(Layer layer, WeightOrder order) {
        return LiteRtTensor.activation(layer.name(), order.shape(), ONE);
    }

    @Override
    public LiteRtTensor bias(Layer layer) {
        return LiteRtTensor.activation(layer.name(), List.of(layer.output().channels()), ONE);
    }

    @Override
    public LiteRtTensor constant(String name, List<Integer> shape, float... values) {
        return LiteRtTensor.activation(name, shape, ONE);
    }

    @Override
    public LiteRtTensor lowest(LiteRtTensor tensor, String name) {
        return LiteRtTensor.activation(name, List.of(1), tensor.scales().orElseThrow());
    }

    @Override
    public boolean hasMatrixProduct(Layer linear) {
        return false;
    }
}

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
    /** The scale of constants, which has no influence on sizes. */
    private static final TensorScales ANY_SCALE = TensorScales.of(1, 0);

    private final FusedActivations activations;
    /** The scale of the last activation; each has the next integer. */
    private int lastScale;

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
        return LiteRtTensor.activation(name, shape, TensorScales.of(++lastScale, 0));
    }

    // constants without data are made like activations

    @Override
    public LiteRtTensor weight(Layer layer, WeightOrder order) {
        return LiteRtTensor.activation(layer.name(), order.shape(), ANY_SCALE);
    }

    @Override
    public LiteRtTensor bias(Layer layer) {
        return LiteRtTensor.activation(layer.name(), List.of(layer.output().channels()), ANY_SCALE);
    }

    @Override
    public LiteRtTensor constant(String name, List<Integer> shape, float... values) {
        return LiteRtTensor.activation(name, shape, ANY_SCALE);
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

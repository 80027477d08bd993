package dev.sartor.executor.plan;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.node.ActivationTransform;
import dev.sartor.executor.node.BatchNormTransform;
import dev.sartor.executor.node.BiasTransform;
import dev.sartor.executor.node.ReadTransform;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer with the batch norm and activation that follow it, if nothing else reads its value. They become its
 * {@link ReadTransform}, which is applied whenever a later layer reads the value.
 */
record FusedLayer(Layer layer, Optional<Layer> norm, Optional<Layer> activation) {

    /** The layers of a network without its input, fused, in order. */
    static List<FusedLayer> of(Network network, ConsumerCounts consumers) {
        List<FusedLayer> fusedLayers = new ArrayList<>();
        int id = 1;
        while (id < network.layers().size()) {
            fusedLayers.add(of(network, consumers, network.layer(id)));
            id = fusedLayers.getLast().outputLayer() + 1;
        }
        return fusedLayers;
    }

    private static FusedLayer of(Network network, ConsumerCounts consumers, Layer layer) {
        // a transform has a bias or a batch norm, not both
        boolean takesNoNorm = hasBias(layer) || layer.op() instanceof Op.BatchNorm || layer.op() instanceof Op.Activate;
        Optional<Layer> norm =
                takesNoNorm ? Optional.empty() : nextOfKind(network, consumers, layer, Op.BatchNorm.class);
        Optional<Layer> activation = layer.op() instanceof Op.Activate
                ? Optional.empty()
                : nextOfKind(network, consumers, norm.orElse(layer), Op.Activate.class);
        return new FusedLayer(layer, norm, activation);
    }

    /** The layer after this one if it is of a kind and the only reader. */
    private static Optional<Layer> nextOfKind(
            Network network, ConsumerCounts consumers, Layer layer, Class<? extends Op> kind) {
        int id = layer.id() + 1;
        return id < network.layers().size()
                        && kind.isInstance(network.layer(id).op())
                        && consumers.hasSingleConsumer(layer.id())
                        && network.layer(id).inputs().equals(List.of(layer.id()))
                ? Optional.of(network.layer(id))
                : Optional.empty();
    }

    private static boolean hasBias(Layer layer) {
        return layer.op() instanceof Op.Linear || layer.op() instanceof Op.Conv c && c.bias();
    }

    /** The id of the layer whose value other layers read. */
    int outputLayer() {
        return activation.or(() -> norm).orElse(layer).id();
    }

    /** Whether the layer is a pointwise convolution of stride 1 with batch norm. */
    boolean isNormalisedPointwise() {
        return layer.op() instanceof Op.Conv c && c.pointwise() && c.stride() == 1 && norm.isPresent();
    }

    /** Whether the layer is a depthwise convolution with batch norm. */
    boolean isNormalisedDepthwise() {
        return layer.op() instanceof Op.Conv c && c.depthwise() && norm.isPresent();
    }

    /** The function from the stored value of {@link #layer} to what later layers read. */
    ReadTransform transform() {
        int channels = layer.output().channels();
        ActivationFunction function = activation
                .map(Layer::op)
                .or(() -> Optional.of(layer.op()))
                .map(op ->
                        op instanceof Op.Activate a ? ActivationFunction.of(a.function()) : ActivationFunction.LINEAR)
                .orElseThrow();
        if (hasBias(layer)) {
            return new BiasTransform(channels, Parameter.name(layer.name(), Parameter.Role.BIAS), function);
        }
        if (layer.op() instanceof Op.BatchNorm) {
            return new BatchNormTransform(layer, function);
        }
        return norm.<ReadTransform>map(l -> new BatchNormTransform(l, function))
                .orElseGet(() -> new ActivationTransform(channels, function));
    }
}

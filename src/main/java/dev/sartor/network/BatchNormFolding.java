package dev.sartor.network;

import dev.sartor.network.Parameter.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network for inference: each batch norm is folded into the convolution or linear layer before it (w' = w * gamma /
 * sqrt(var + eps), b' = beta + (b - mean) * gamma / sqrt(var + eps)), and dropout is removed. The outputs are equal up to rounding.
 */
public record BatchNormFolding(Network network, Weights weights) {

    /** Folds each batch norm that is the only reader of a convolution or linear layer. */
    public static BatchNormFolding of(Network network, Weights weights) {
        return new Folder(network, Optional.of(weights)).run();
    }

    /** The network of {@link #of} alone. */
    public static Network networkOf(Network network) {
        return new Folder(network, Optional.empty()).run().network();
    }

    private static final class Folder {
        private final Network network;
        /** Empty if only the folded network is wanted. */
        private final Optional<Weights> weights;
        /** By id in the original network: the id in the folded one, and the number of layers that read the layer. */
        private final int[] newId;

        private final int[] readers;
        private final List<Layer> layers = new ArrayList<>();
        private final Map<String, float[]> tensors = new LinkedHashMap<>();

        Folder(Network network, Optional<Weights> weights) {
            this.network = network;
            this.weights = weights;
            newId = new int[network.layers().size()];
            readers = new int[network.layers().size()];
            network.layers().forEach(l -> l.inputs().forEach(i -> readers[i]++));
        }

        BatchNormFolding run() {
            // by original id: the first id of the folded network that comes from this or a later layer
            int[] newIdOfNext = new int[newId.length + 1];
            for (Layer layer : network.layers()) {
                newIdOfNext[layer.id()] = layers.size();
                add(layer);
            }
            newIdOfNext[newId.length] = layers.size();
            List<Segment> segments = network.segments().stream()
                    .map(s -> s.relocate(newIdOfNext[s.from()], newIdOfNext[s.to()], i -> newId[i]))
                    .toList();
            List<Integer> outputs =
                    network.outputs().stream().map(o -> newId[o]).toList();
            return new BatchNormFolding(new Network(network.name(), layers, segments, outputs), new Weights(tensors));
        }

        private void add(Layer layer) {
            boolean dropout = layer.op() instanceof Op.Dropout;
            if (dropout || isFolded(layer)) {
                newId[layer.id()] = newId[layer.inputs().getFirst()];
                return;
            }
            newId[layer.id()] = layers.size();
            layers.add(new Layer(
                    layers.size(),
                    layer.name(),
                    foldedOperation(layer),
                    layer.inputs().stream().map(i -> newId[i]).toList(),
                    layer.output()));
        }

        /** Whether a layer is a batch norm that is folded into the layer before it. */
        private boolean isFolded(Layer layer) {
            if (!(layer.op() instanceof Op.BatchNorm)) {
                return false;
            }
            Layer source = network.layer(layer.inputs().getFirst());
            return (source.op() instanceof Op.Conv || source.op() instanceof Op.Linear) && readers[source.id()] == 1;
        }

        /** The operation of a layer, with the batch norm after it folded into its weights. */
        private Op foldedOperation(Layer layer) {
            var norm = network.layers().stream()
                    .filter(l -> l.inputs().contains(layer.id()) && isFolded(l))
                    .findFirst();
            weights.ifPresent(w -> copyWeights(layer, norm, w));
            return norm.isEmpty() ? layer.op() : layer.op() instanceof Op.Conv c ? c.withBias() : layer.op();
        }

        private void copyWeights(Layer layer, Optional<Layer> norm, Weights from) {
            layer.parameters().forEach(p -> tensors.put(p.name(), from.tensor(p).clone()));
            norm.ifPresent(n -> fold(layer, n, from));
        }

        private void fold(Layer layer, Layer norm, Weights from) {
            float[] weight = tensors.get(Parameter.name(layer.name(), Role.WEIGHT));
            float[] gamma = from.tensor(Parameter.name(norm.name(), Role.GAMMA));
            float[] beta = from.tensor(Parameter.name(norm.name(), Role.BETA));
            float[] mean = from.tensor(Parameter.name(norm.name(), Role.MEAN));
            float[] variance = from.tensor(Parameter.name(norm.name(), Role.VARIANCE));
            float[] bias =
                    tensors.computeIfAbsent(Parameter.name(layer.name(), Role.BIAS), _ -> new float[gamma.length]);
            int perOutput = weight.length / gamma.length;
            for (int o = 0; o < gamma.length; o++) {
                double scale = gamma[o] / Math.sqrt((double) variance[o] + Op.BatchNorm.EPSILON);
                bias[o] = (float) (beta[o] + (bias[o] - mean[o]) * scale);
                for (int i = o * perOutput; i < (o + 1) * perOutput; i++) {
                    weight[i] = (float) (weight[i] * scale);
                }
            }
        }
    }
}

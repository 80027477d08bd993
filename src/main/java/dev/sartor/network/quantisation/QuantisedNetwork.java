package dev.sartor.network.quantisation;

import dev.sartor.arch.Shape;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network in 8-bit integers: unsigned activations with a scale and a zero point for each tensor, signed weights with a scale for
 * each output channel or tensor, 32-bit biases. What it computes does not depend on a file format:
 *
 * <ul>
 *   <li>The network has neither batch norm nor dropout.
 *   <li>An activation that is {@linkplain #isFused fused} is computed by the layer before it, whose output is clamped to [0, 255]. Both
 *       layers then have the same quantisation, and a writer skips the activation. The weights of a layer before a fused hard sigmoid
 *       contain it: their result is (x + 3) / 6, clamped to [0, 1].
 *   <li>A convolution or linear layer computes the sum of (q - zeroPoint) * weight over its inputs q, plus the bias, times input scale * weight scale /
 *       output scale, rounded to the nearest even integer, plus the output's zero point, clamped.
 *   <li>Max pool, average pool and shuffle have the quantisation of their input. The inputs of a sum, of a concatenation and of a scale
 *       layer have quantisations of their own.
 *   <li>Every other activation is a function of one 8-bit value: dequantise, apply, quantise.
 *   <li>The quantisation of a linear layer that is an output is the one for formats with 8-bit outputs. ONNX files have 32-bit outputs
 *       there: the sum times input scale * weight scale.
 * </ul>
 *
 * @param stem    the stem, if it is computed in 32-bit floats; {@code network} is then the rest, whose input is the stem's output
 * @param network the layers in 8 bits, whose batch norms are folded into the layers before them
 * @param tensors the quantisation of the output of each layer, by layer id
 * @param weights the weights of each convolution and linear layer, by layer name
 */
public record QuantisedNetwork(
        Optional<FloatStem> stem,
        Network network,
        List<TensorQuantisation> tensors,
        Map<String, QuantisedWeights> weights) {
    /** A ReLU6's tensor may end half a step above 6. */
    private static final float RELU6_END = 6;

    public QuantisedNetwork {
        tensors = List.copyOf(tensors);
        weights = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        if (tensors.size() != network.layers().size()) {
            throw new IllegalArgumentException(
                    tensors.size() + " quantisations for " + network.layers().size() + " layers of " + network.name());
        }
        FusedActivations activations = FusedActivations.of(network);
        for (Layer layer : network.layers()) {
            check(layer, tensors, weights, activations);
        }
    }

    /** A network with all layers in 8 bits. */
    public QuantisedNetwork(Network network, List<TensorQuantisation> tensors, Map<String, QuantisedWeights> weights) {
        this(Optional.empty(), network, tensors, weights);
    }

    /** The layers in 8 bits alone, whose input is that of the network or the output of its float stem. */
    public QuantisedNetwork withoutStem() {
        return new QuantisedNetwork(network, tensors, weights);
    }

    /** The shape of the images. */
    public Shape input() {
        return stem.map(s -> s.network().input()).orElse(network.input());
    }

    private static void check(
            Layer layer,
            List<TensorQuantisation> tensors,
            Map<String, QuantisedWeights> weights,
            FusedActivations activations) {
        TensorQuantisation own = tensors.get(layer.id());
        boolean sameAsInput = switch (layer.op()) {
            case Op.BatchNorm _, Op.Dropout _ ->
                throw new IllegalArgumentException("Layer " + layer.name() + " is not folded");
            case Op.Conv c -> {
                checkSize(layer, weights.get(layer.name()), c.weights(), c.out());
                yield false;
            }
            case Op.Linear l -> {
                checkSize(layer, weights.get(layer.name()), (long) l.in() * l.out(), l.out());
                yield false;
            }
            case Op.Activate a -> {
                if (activations.isFused(layer)) {
                    checkClamp(layer, a.function(), own);
                }
                yield activations.isFused(layer);
            }
            case Op.MaxPool _, Op.AveragePool _, Op.Shuffle _ -> true;
            case Op.Input _, Op.Add _, Op.Scale _, Op.Concat _, Op.GlobalAveragePool _ -> false;
        };
        if (sameAsInput && !own.equals(tensors.get(layer.inputs().getFirst()))) {
            throw new IllegalArgumentException("Layer " + layer.name() + " has the quantisation " + own + ", its input "
                    + tensors.get(layer.inputs().getFirst()));
        }
    }

    private static void checkSize(Layer layer, QuantisedWeights weights, long values, int channels) {
        if (weights == null || weights.values().length != values || weights.channels() != channels) {
            throw new IllegalArgumentException("Layer " + layer.name() + " needs " + values + " weights of " + channels
                    + " channels, not " + weights);
        }
    }

    private static void checkClamp(Layer layer, Op.Function function, TensorQuantisation own) {
        boolean clamps = own.zeroPoint() == 0
                && switch (function) {
                    case RELU -> true;
                    case RELU6 -> own.range().high() <= RELU6_END + own.scale() / 2;
                    case HARD_SIGMOID -> own.equals(TensorQuantisation.HARD_SIGMOID);
                    case HSWISH, SWISH, SIGMOID -> false;
                };
        if (!clamps) {
            throw new IllegalArgumentException("The quantisation " + own + " does not clamp as " + layer.name());
        }
    }

    /** The quantisation of the output of a layer. */
    public TensorQuantisation tensor(int layer) {
        return tensors.get(layer);
    }

    /** The quantisation of the first input of a layer. */
    public TensorQuantisation input(Layer layer) {
        return tensors.get(layer.inputs().getFirst());
    }

    /** The weights of a convolution or linear layer. */
    public QuantisedWeights weights(Layer layer) {
        QuantisedWeights found = weights.get(layer.name());
        if (found == null) {
            throw new IllegalArgumentException("Layer " + layer.name() + " has no weights");
        }
        return found;
    }

    /** Whether a layer is an activation that the layer before computes. */
    public boolean isFused(Layer layer) {
        return FusedActivations.of(network).isFused(layer);
    }

    /** The {@linkplain #isFused fused} activation that a layer computes, which is its only reader. */
    public Optional<Layer> fusedActivation(Layer layer) {
        return FusedActivations.of(network).after(layer);
    }

    /**
     * Whether a layer's output is written as 32-bit floating point where a format has such outputs: a linear layer that is an output of
     * the network.
     */
    public boolean isFloatOutput(Layer layer) {
        return layer.op() instanceof Op.Linear && network.outputs().contains(layer.id());
    }
}

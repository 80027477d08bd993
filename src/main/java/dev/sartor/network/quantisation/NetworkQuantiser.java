package dev.sartor.network.quantisation;

import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Quantises a network whose batch norms are folded to 8-bit integers, given the range of each tensor. */
public final class NetworkQuantiser {
    /** The h-swish (x * relu6(x + 3) / 6) of smaller values is 0. */
    private static final float HSWISH_START = -3;

    private static final float RELU6_END = 6;

    private final Network network;
    private final Weights weights;
    private final List<ValueRange> ranges;
    private final WeightGranularity granularity;
    private final FusedActivations activations;
    private final TensorQuantisation[] tensors;

    private NetworkQuantiser(Network network, Weights weights, List<ValueRange> ranges, WeightGranularity granularity) {
        if (ranges.size() != network.layers().size()) {
            throw new IllegalArgumentException(
                    ranges.size() + " ranges for " + network.layers().size() + " layers of " + network.name());
        }
        this.network = network;
        this.weights = weights;
        this.ranges = List.copyOf(ranges);
        this.granularity = granularity;
        activations = FusedActivations.of(network);
        tensors = new TensorQuantisation[ranges.size()];
    }

    /**
     * Quantises a network.
     *
     * @param folded the network without batch norm and dropout
     * @param ranges the range of the output of each layer, by layer id; those of layers before a fused activation are not used
     */
    public static QuantisedNetwork quantise(
            BatchNormFolding folded, List<ValueRange> ranges, WeightGranularity granularity) {
        return new NetworkQuantiser(folded.network(), folded.weights(), ranges, granularity).run();
    }

    /**
     * Quantises a network whose stem can remain in 32-bit floats.
     *
     * @param stem the precision of the stem
     * @throws IllegalArgumentException if the stem is to be in fp32, and {@link FloatStem#isPossible} is false
     */
    public static QuantisedNetwork quantise(
            BatchNormFolding folded, List<ValueRange> ranges, WeightGranularity granularity, Precision stem) {
        return switch (stem) {
            case INT8 -> quantise(folded, ranges, granularity);
            case FP32 -> {
                if (!FloatStem.isPossible(folded.network())) {
                    throw new IllegalArgumentException(
                            "Network " + folded.network().name() + " has no stem before other layers");
                }
                Network rest = FloatStem.rest(folded.network());
                QuantisedNetwork quantised = quantise(
                        new BatchNormFolding(rest, folded.weights()),
                        ranges.subList(FloatStem.outputId(folded.network()), ranges.size()),
                        granularity);
                yield new QuantisedNetwork(
                        Optional.of(FloatStem.of(folded)), rest, quantised.tensors(), quantised.weights());
            }
        };
    }

    private QuantisedNetwork run() {
        Map<String, QuantisedWeights> quantised = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            tensors[layer.id()] = tensor(layer);
            if (layer.op() instanceof Op.Conv || layer.op() instanceof Op.Linear) {
                quantised.put(layer.name(), weights(layer));
            }
        }
        return new QuantisedNetwork(network, Arrays.asList(tensors), quantised);
    }

    /** The quantisation of a layer's output. */
    private TensorQuantisation tensor(Layer layer) {
        ValueRange range = ranges.get(layer.id());
        return switch (layer.op()) {
            case Op.Activate _ when activations.isFused(layer) -> input(layer);
            case Op.Activate a -> function(a.function(), range);
            case Op.MaxPool _, Op.AveragePool _, Op.Shuffle _, Op.Dropout _, Op.BatchNorm _ -> input(layer);
            case Op.Conv _, Op.Linear _, Op.Add _, Op.Concat _ ->
                activations.after(layer).map(this::clamp).orElseGet(() -> beforeFunction(layer, range));
            case Op.Input _, Op.Scale _, Op.GlobalAveragePool _ -> beforeFunction(layer, range);
        };
    }

    /** The quantisation of a layer's first input. */
    private TensorQuantisation input(Layer layer) {
        return tensors[layer.inputs().getFirst()];
    }

    private static TensorQuantisation function(Op.Function function, ValueRange range) {
        return switch (function) {
            case RELU, RELU6, HSWISH, SWISH -> TensorQuantisation.of(range);
            case HARD_SIGMOID -> TensorQuantisation.HARD_SIGMOID;
            case SIGMOID -> TensorQuantisation.SIGMOID;
        };
    }

    /** The quantisation of a layer that computes this activation with its output. */
    private TensorQuantisation clamp(Layer activation) {
        float high = Math.max(0, ranges.get(activation.id()).high());
        return switch (((Op.Activate) activation.op()).function()) {
            case RELU -> TensorQuantisation.of(new ValueRange(0, high));
            case RELU6 -> TensorQuantisation.of(new ValueRange(0, Math.min(RELU6_END, high)));
            case HARD_SIGMOID -> TensorQuantisation.HARD_SIGMOID;
            case HSWISH, SWISH, SIGMOID -> throw new IllegalStateException(activation.name() + " is not fused");
        };
    }

    /** The quantisation of a layer's output; if only h-swishes read it, without the values for which they are 0. */
    private TensorQuantisation beforeFunction(Layer layer, ValueRange range) {
        List<Layer> readers = network.layers().stream()
                .filter(l -> l.inputs().contains(layer.id()))
                .toList();
        boolean onlyHswish = !readers.isEmpty()
                && !network.outputs().contains(layer.id())
                && readers.stream()
                        .allMatch(r -> r.op() instanceof Op.Activate(Op.Function f) && f == Op.Function.HSWISH);
        return TensorQuantisation.of(
                onlyHswish && range.low() < HSWISH_START
                        ? new ValueRange(HSWISH_START, Math.max(HSWISH_START, range.high()))
                        : range);
    }

    private QuantisedWeights weights(Layer layer) {
        float[] weight = weights.tensor(Parameter.name(layer.name(), Role.WEIGHT));
        boolean hasBias = !(layer.op() instanceof Op.Conv c) || c.bias();
        float[] bias = hasBias
                ? weights.tensor(Parameter.name(layer.name(), Role.BIAS))
                : new float[layer.output().channels()];
        boolean beforeHardSigmoid = activations
                .after(layer)
                .filter(a -> a.op() instanceof Op.Activate(Op.Function f) && f == Op.Function.HARD_SIGMOID)
                .isPresent();
        // before a fused hard sigmoid, the layer computes (x + 3) / 6
        return WeightQuantiser.quantise(
                beforeHardSigmoid ? shiftedSixth(weight, 0) : weight,
                beforeHardSigmoid ? shiftedSixth(bias, 3) : bias,
                input(layer).scale(),
                granularity);
    }

    /** (x + shift) / 6. */
    private static float[] shiftedSixth(float[] values, float shift) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (values[i] + shift) / 6;
        }
        return result;
    }
}

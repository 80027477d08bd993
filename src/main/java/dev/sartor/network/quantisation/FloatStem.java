package dev.sartor.network.quantisation;

import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stem of an 8-bit network in 32-bit floats. Images have few channels, for which runtimes often have no fast 8-bit convolution: then
 * it is faster to convolve in floats and to quantise the stem's output instead of the image.
 *
 * @param network the stem alone, without batch norm
 * @param weights its weights
 */
public record FloatStem(Network network, Weights weights) {
    private static final String STEM = "stem";

    /** Whether a network begins with a stem, of which the layers after it read only the output. */
    public static boolean isPossible(Network network) {
        if (network.segments().isEmpty()
                || !network.segments().getFirst().kind().equals(STEM)
                || network.segments().getFirst().to() == network.layers().size()) {
            return false;
        }
        int output = outputId(network);
        return network.outputs().stream().allMatch(o -> o > output)
                && network.layers().stream()
                        .skip(output + 1L)
                        .allMatch(l -> l.inputs().stream().allMatch(i -> i >= output));
    }

    /**
     * The stem of a network.
     *
     * @param folded a network for which it {@link #isPossible}, with folded batch norms
     */
    static FloatStem of(BatchNormFolding folded) {
        Network stem = folded.network().extract(folded.network().segments().getFirst());
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Parameter parameter : stem.parameters()) {
            tensors.put(parameter.name(), folded.weights().tensor(parameter));
        }
        return new FloatStem(stem, new Weights(tensors));
    }

    /** The id of the layer whose output is that of the stem. */
    static int outputId(Network network) {
        return network.segments().getFirst().to() - 1;
    }

    /** The layers after the stem; the first is an input, the others have ids that are smaller by {@link #outputId}. */
    static Network rest(Network network) {
        int shift = outputId(network);
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(
                0, "input", new Op.Input(), List.of(), network.layer(shift).output()));
        for (Layer layer : network.layers().subList(shift + 1, network.layers().size())) {
            layers.add(new Layer(
                    layer.id() - shift,
                    layer.name(),
                    layer.op(),
                    layer.inputs().stream().map(i -> i - shift).toList(),
                    layer.output()));
        }
        return new Network(
                network.name(),
                layers,
                List.of(),
                network.outputs().stream().map(o -> o - shift).toList());
    }
}

package dev.sartor.network.quantisation;

import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import java.util.Comparator;
import java.util.List;

/**
 * The largest absolute sum that an 8-bit layer can reach, for any image: that of the products of its inputs and weights, in any order,
 * with or without the bias.
 *
 * @param layer the layer's name
 * @param sum   the largest absolute sum
 */
public record SumBound(String layer, long sum) {
    /** The largest sum up to which all integers are exact in 32-bit floating point. */
    public static final long MAX_EXACT_IN_FLOAT = 1 << 24;

    /** The smallest sum that does not fit 32-bit integers. */
    public static final long FIRST_BEYOND_INT = 1L << 31;

    /** The bound of each convolution and linear layer, in order. */
    public static List<SumBound> of(QuantisedNetwork network) {
        return network.network().layers().stream()
                .filter(l -> l.op() instanceof Op.Conv || l.op() instanceof Op.Linear)
                .map(l -> of(network, l))
                .toList();
    }

    /** The largest bound of a network's layers. */
    public static SumBound largest(QuantisedNetwork network) {
        return of(network).stream()
                .max(Comparator.comparingLong(SumBound::sum))
                .orElseThrow(() -> new IllegalArgumentException("No layer has weights"));
    }

    /** The bound of a convolution or linear layer. */
    public static SumBound of(QuantisedNetwork network, Layer layer) {
        QuantisedWeights weights = network.weights(layer);
        int low = -network.input(layer).zeroPoint();
        int high = TensorQuantisation.MAX + low;
        int perChannel = weights.perChannel();
        long bound = 0;
        for (int c = 0; c < weights.channels(); c++) {
            long positive = 0;
            long negative = 0;
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                int w = weights.values()[i];
                positive += (long) w * (w > 0 ? high : low);
                negative += (long) w * (w > 0 ? low : high);
            }
            bound = Math.max(bound, Math.max(positive, -negative) + Math.abs((long) weights.biases()[c]));
        }
        return new SumBound(layer.name(), bound);
    }
}

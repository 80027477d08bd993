package dev.sartor.network.quantisation;

import java.util.Arrays;

/**
 * The weights of a convolution or linear layer in 8-bit integers: weight = scale * value, without zero point. A bias is in units of
 * the scale of the layer's input times that of the weights of its channel, so that it can be added to the sum of products.
 *
 * @param values in [-127, 127]: [output][input of its group][kernel][kernel] of a convolution, [output][input] of a linear layer
 * @param scales one for each output channel, or one for all; positive
 * @param biases one for each output channel
 */
public record QuantisedWeights(byte[] values, float[] scales, int[] biases) {
    /** The largest absolute quantised weight. */
    public static final int MAX = 127;

    public QuantisedWeights {
        if (scales.length != 1 && scales.length != biases.length) {
            throw new IllegalArgumentException(
                    scales.length + " scales of weights for " + biases.length + " output channels");
        }
        if (values.length % biases.length != 0) {
            throw new IllegalArgumentException(values.length + " weights for " + biases.length + " output channels");
        }
        for (float scale : scales) {
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw new IllegalArgumentException("The scale of weights must be positive, not " + scale);
            }
        }
    }

    /** The number of output channels. */
    public int channels() {
        return biases.length;
    }

    /** Whether each output channel has a scale of its own. */
    public boolean isPerChannel() {
        return scales.length > 1;
    }

    /** The scale of the weights of an output channel. */
    public float scale(int channel) {
        return scales[scales.length > 1 ? channel : 0];
    }

    /** The number of weights of an output channel. */
    public int perChannel() {
        return values.length / biases.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantisedWeights w
                && Arrays.equals(values, w.values)
                && Arrays.equals(scales, w.scales)
                && Arrays.equals(biases, w.biases);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(values) + Arrays.hashCode(scales)) + Arrays.hashCode(biases);
    }

    @Override
    public String toString() {
        return values.length + " weights of " + channels() + " channels with " + scales.length + " scales";
    }
}

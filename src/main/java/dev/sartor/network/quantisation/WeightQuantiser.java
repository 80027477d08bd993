package dev.sartor.network.quantisation;

/**
 * Quantises the weights of a layer: the scale is the largest absolute weight / 127. Folded batch norms leave
 * some channels, which are almost always 0, with weights that are tiny beside the bias. Such a channel gets a larger scale, so that its
 * bias remains far below 2^31 and sums in 32-bit floats stay exact. That costs no accuracy, since these weights hardly change the
 * output.
 */
final class WeightQuantiser {
    /** The largest absolute quantised bias. */
    static final int MAX_BIAS = 1 << 22;

    /** The scale of weights that are all 0. */
    private static final float SCALE_OF_ZEROS = 1e-6f;

    private WeightQuantiser() {}

    /**
     * Quantises weights and biases.
     *
     * @param weights    [output channel][weight]
     * @param bias       one for each output channel
     * @param inputScale scale of the layer's input
     */
    static QuantisedWeights quantise(float[] weights, float[] bias, float inputScale, WeightGranularity granularity) {
        float[] scales = scales(weights, bias, inputScale, granularity);
        int perChannel = weights.length / bias.length;
        byte[] values = new byte[weights.length];
        int[] biases = new int[bias.length];
        for (int c = 0; c < bias.length; c++) {
            float scale = scales[scales.length > 1 ? c : 0];
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                values[i] =
                        (byte) Math.clamp(Math.rint(weights[i] / scale), -QuantisedWeights.MAX, QuantisedWeights.MAX);
            }
            biases[c] = (int) Math.rint(bias[c] / ((double) inputScale * scale));
        }
        return new QuantisedWeights(values, scales, biases);
    }

    /** The scale of each channel, or a single one. */
    private static float[] scales(float[] weights, float[] bias, float inputScale, WeightGranularity granularity) {
        float[] scales = new float[granularity == WeightGranularity.PER_CHANNEL ? bias.length : 1];
        int perChannel = weights.length / bias.length;
        for (int c = 0; c < bias.length; c++) {
            float max = 0;
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                max = Math.max(max, Math.abs(weights[i]));
            }
            float scaleForBias = (float) (Math.abs(bias[c]) / ((double) MAX_BIAS * inputScale));
            int s = scales.length > 1 ? c : 0;
            scales[s] = Math.max(scales[s], Math.max(max / QuantisedWeights.MAX, scaleForBias));
        }
        for (int s = 0; s < scales.length; s++) {
            scales[s] = scales[s] <= Float.MIN_NORMAL ? SCALE_OF_ZEROS : scales[s];
        }
        return scales;
    }
}

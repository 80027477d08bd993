package dev.sartor.network.quantisation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WeightQuantiserTest {
    private static final float INPUT_SCALE = 0.1f;
    /** Two weights for each of two channels. */
    private static final float[] WEIGHTS = {1.27f, -0.64f, 12.7f, 0.1f};

    @Test
    void eachChannelHasItsOwnScale() {
        QuantisedWeights q =
                WeightQuantiser.quantise(WEIGHTS, new float[] {0.5f, -2}, INPUT_SCALE, WeightGranularity.PER_CHANNEL);
        assertArrayEquals(new byte[] {127, -64, 127, 1}, q.values());
        assertArrayEquals(new float[] {0.01f, 0.1f}, q.scales(), 1e-7f);
        // bias / (input scale * scale of the weights)
        assertArrayEquals(new int[] {500, -200}, q.biases());
    }

    @Test
    void aLayerHasOneScaleForItsLargestWeight() {
        QuantisedWeights q =
                WeightQuantiser.quantise(WEIGHTS, new float[] {0.5f, -2}, INPUT_SCALE, WeightGranularity.PER_TENSOR);
        assertArrayEquals(new byte[] {13, -6, 127, 1}, q.values());
        assertArrayEquals(new float[] {0.1f}, q.scales(), 1e-7f);
        assertArrayEquals(new int[] {50, -200}, q.biases());
    }

    /** Without the larger scale, the bias would be 5e11 and overflow. */
    @Test
    void aNearlyDeadChannelKeepsItsBias() {
        QuantisedWeights q = WeightQuantiser.quantise(
                new float[] {1e-8f, -1e-9f}, new float[] {4}, INPUT_SCALE, WeightGranularity.PER_CHANNEL);
        assertTrue(q.biases()[0] <= WeightQuantiser.MAX_BIAS + 1);
        assertEquals(4, q.biases()[0] * INPUT_SCALE * q.scale(0), 1e-5);
    }

    @Test
    void weightsOfZeroHaveAScale() {
        QuantisedWeights q =
                WeightQuantiser.quantise(new float[2], new float[2], INPUT_SCALE, WeightGranularity.PER_CHANNEL);
        assertArrayEquals(new byte[2], q.values());
        assertTrue(q.scale(0) > 0);
    }
}

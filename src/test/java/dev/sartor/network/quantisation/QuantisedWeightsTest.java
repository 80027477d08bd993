package dev.sartor.network.quantisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantisedWeightsTest {
    private static QuantisedWeights weights(float... scales) {
        return new QuantisedWeights(new byte[] {1, 2, 3, 4}, scales, new int[] {5, 6});
    }

    @Test
    void aScaleIsThatOfItsChannelOrOfAllChannels() {
        assertTrue(weights(0.5f, 0.25f).isPerChannel());
        assertEquals(0.25f, weights(0.5f, 0.25f).scale(1));
        assertFalse(weights(0.5f).isPerChannel());
        assertEquals(0.5f, weights(0.5f).scale(1));
    }

    @Test
    void weightsAreEqualByTheirValues() {
        QuantisedWeights weights = weights(0.5f);
        assertEquals(weights, weights(0.5f));
        assertEquals(weights.hashCode(), weights(0.5f).hashCode());
        for (QuantisedWeights other : List.of(
                weights(0.25f),
                new QuantisedWeights(new byte[] {1, 2, 3, 5}, new float[] {0.5f}, new int[] {5, 6}),
                new QuantisedWeights(new byte[] {1, 2, 3, 4}, new float[] {0.5f}, new int[] {5, 7}))) {
            assertNotEquals(weights, other);
        }
    }

    @Test
    void aScaleThatIsNotPositiveIsRefused() {
        for (float scale : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> weights(scale));
        }
    }
}

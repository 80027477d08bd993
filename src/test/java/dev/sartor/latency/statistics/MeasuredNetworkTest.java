package dev.sartor.latency.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.network.NetworkSamples;
import org.junit.jupiter.api.Test;

class MeasuredNetworkTest {
    @Test
    void aNetworkIsNamedByItsSegments() {
        assertEquals(
                new MeasuredNetwork("stem_k3_s2_c16_nhs|cn_r1_k3_s2_c24_nre|head_c24_h20_nhs_o5", 0.123457, 0.2),
                MeasuredNetwork.of(NetworkSamples.classifier("cn_r1_k3_s2_c24_nre"), 0.1234567, 0.2));
    }

    @Test
    void measuredLatenciesArePositiveAndPredictedOnesFinite() {
        new MeasuredNetwork("x", Double.MIN_VALUE, -1);
        assertThrows(IllegalArgumentException.class, () -> new MeasuredNetwork("x", 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasuredNetwork("x", Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasuredNetwork("x", 1, Double.POSITIVE_INFINITY));
    }
}

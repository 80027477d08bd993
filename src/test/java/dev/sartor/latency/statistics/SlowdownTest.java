package dev.sartor.latency.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SlowdownTest {
    @Test
    void theSlowdownIsTheMedianOfTheRatios() {
        Slowdown slowdown = Slowdown.of(new double[] {1, 2, 8});
        assertEquals(3, slowdown.networks());
        assertEquals(2, slowdown.slowdownSinceTable());
        // logarithms of 1/2, 1 and 4
        double log2 = Math.log(2);
        assertEquals(
                Math.sqrt((log2 * log2 + 4 * log2 * log2) / 2),
                slowdown.spread().orElseThrow(),
                1e-12);
    }

    @Test
    void aSingleNetworkHasNoSpread() {
        // Slowdown: networks, latency now over latency in the table, spread
        assertEquals(new Slowdown(1, 1.5, OptionalDouble.empty()), Slowdown.of(new double[] {1.5}));
    }

    @Test
    void impossibleSlowdownsAreRefused() {
        new Slowdown(1, Double.MIN_VALUE, OptionalDouble.of(0));
        assertThrows(IllegalArgumentException.class, () -> new Slowdown(0, 1, OptionalDouble.empty()));
        assertThrows(IllegalArgumentException.class, () -> new Slowdown(1, 0, OptionalDouble.empty()));
        assertThrows(IllegalArgumentException.class, () -> new Slowdown(1, Double.NaN, OptionalDouble.empty()));
        assertThrows(IllegalArgumentException.class, () -> new Slowdown(2, 1, OptionalDouble.of(-0.1)));
        assertThrows(IllegalArgumentException.class, () -> new Slowdown(2, 1, OptionalDouble.of(Double.NaN)));
    }

    @Test
    void aLatencyAtTheSpeedOfTheTableIsDividedByTheSlowdown() {
        // MeasuredLatency: median, p10 and p90 in ms, runs, slowdown since the table
        var slower = new MeasuredLatency(6, 4, 8, 100, 2);
        assertEquals(3, slower.atTableSpeedMs());
        assertEquals(8, slower.worstP90Ms());
        assertEquals(16, new MeasuredLatency(6, 4, 8, 100, 0.5).worstP90Ms());
    }

    @Test
    void scaledNetworksKeepTheirOrder() {
        Network one = NetworkSamples.backbone("cn_r1_k1_s1_c8_nre");
        Network two = NetworkSamples.backbone("cn_r1_k3_s1_c8_nre");
        var networks = new TimedNetworks(List.of(one, two), new double[] {1, 3}).scaled(2);
        assertEquals(List.of(2.0, 6.0), List.of(networks.measuredMs()[0], networks.measuredMs()[1]));
        assertEquals(List.of(one, two), networks.networks());
        assertEquals(2, networks.count());
    }

    @Test
    void theMedianIgnoresMissingValues() {
        assertEquals(OptionalDouble.of(2), Medians.ignoringNaN(new double[] {Double.NaN, 3, 1, Double.NaN}));
        assertEquals(OptionalDouble.empty(), Medians.ignoringNaN(new double[] {Double.NaN}));
        assertEquals(2, Medians.of(List.of(1.0, 2.0, 9.0)));
    }
}

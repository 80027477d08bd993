package dev.sartor.latency.measuring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Network;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceNetworksTest {
    private final List<Network> drawn =
            // RandomNetworks.distinct: sampler, number of networks, keys to avoid
            RandomNetworks.distinct(RandomNetworks.of(List.of(TinyLatencySpace.read()), 1), 60, Set.of());

    @ParameterizedTest
    @CsvSource({"6, 50", "50, 6", "0, 5", "7, 7"})
    void referenceNetworksAreDistributedEvenly(int count, int othersCount) {
        List<Network> others = drawn.subList(0, othersCount);
        List<Network> networks = drawn.subList(othersCount, Math.min(drawn.size(), othersCount + count));
        List<Network> all = new ReferenceNetworks(networks, Map.of()).interleavedWith(others);
        assertEquals(others, all.stream().filter(others::contains).toList());
        assertEquals(networks, all.stream().filter(networks::contains).toList());
        List<Network> half = all.subList(0, all.size() / 2);
        assertEquals(
                networks.size() / 2.0,
                half.stream().filter(new HashSet<>(networks)::contains).count(),
                networks.size() / (double) others.size() + 1);
    }
}

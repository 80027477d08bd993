package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionGroupsTest {
    private static final SearchSpace SPACE = TinyLatencySpace.read();
    private static final List<Probe> PROBES =
            // RandomNetworks.distinct: sampler, number of networks, keys to avoid
            RandomNetworks.distinct(RandomNetworks.of(List.of(SPACE), 1), 20, Set.of()).stream()
                    .map(Probe::ofNetwork)
                    .toList();
    private static final int MEMORY_MIB = 100;

    private static Set<Probe> groupOf(Probe probe, List<List<Probe>> groups) {
        return new HashSet<>(
                groups.stream().filter(g -> g.contains(probe)).findFirst().orElseThrow());
    }

    @Test
    void everyPassHasEachProbeOnce() {
        // SessionGroups: memory in MiB, most sessions at once, precision, seed
        var groups = new SessionGroups(MEMORY_MIB, 6, Precision.FP32, 1);
        for (int pass = 0; pass < 3; pass++) {
            List<Probe> all =
                    groups.of(PROBES, pass).stream().flatMap(Collection::stream).toList();
            assertEquals(PROBES.size(), all.size());
            assertEquals(new HashSet<>(PROBES), new HashSet<>(all));
        }
    }

    @Test
    void aGroupHasAtMostAsManySessionsAsTheDeviceHolds() {
        assertEquals(
                List.of(6, 6, 6, 2),
                new SessionGroups(MEMORY_MIB, 6, Precision.FP32, 1)
                        .of(PROBES, 1).stream().map(List::size).toList());
    }

    @Test
    void aGroupNeedsAtMostTheGivenMemory() {
        long bytes = 4L << 20;
        for (List<Probe> group : new SessionGroups(4, Integer.MAX_VALUE, Precision.FP32, 1).of(PROBES, 2)) {
            assertTrue(
                    group.size() == 1
                            || group.stream()
                                            .mapToLong(p -> p.idleSessionBytes(Precision.FP32))
                                            .sum()
                                    <= bytes,
                    group.toString());
        }
    }

    @Test
    void aProbeThatNeedsMoreThanTheGivenMemoryIsAGroupOfItsOwn() {
        Probe large = Probe.ofNetwork(
                RandomNetworks.of(List.of(SPACE.withClasses(1_000_000)), 1).get());
        assertTrue(large.idleSessionBytes(Precision.FP32) > 1 << 20);
        assertEquals(List.of(List.of(large)), new SessionGroups(1, 6, Precision.FP32, 1).of(List.of(large), 0));
    }

    @Test
    void theFirstPassKeepsTheOrder() {
        assertEquals(
                PROBES,
                new SessionGroups(MEMORY_MIB, 6, Precision.FP32, 1)
                        .of(PROBES, 0).stream().flatMap(Collection::stream).toList());
    }

    @Test
    void theGroupsOfPassesDiffer() {
        var groups = new SessionGroups(MEMORY_MIB, 6, Precision.FP32, 1);
        Probe probe = PROBES.getFirst();
        assertNotEquals(groupOf(probe, groups.of(PROBES, 0)), groupOf(probe, groups.of(PROBES, 1)));
        assertNotEquals(groupOf(probe, groups.of(PROBES, 1)), groupOf(probe, groups.of(PROBES, 2)));
    }

    @Test
    void theSameSeedDrawsTheSameGroups() {
        assertEquals(
                new SessionGroups(MEMORY_MIB, 6, Precision.FP32, 7).of(PROBES, 3),
                new SessionGroups(MEMORY_MIB, 6, Precision.FP32, 7).of(PROBES, 3));
        assertNotEquals(
                new SessionGroups(MEMORY_MIB, 6, Precision.FP32, 7).of(PROBES, 3),
                new SessionGroups(MEMORY_MIB, 6, Precision.FP32, 8).of(PROBES, 3));
    }

    @Test
    void aPassHasFiveRounds() {
        assertEquals(1, SessionGroups.passes(2));
        assertEquals(6, SessionGroups.passes(30));
        assertEquals(7, SessionGroups.passes(31));
    }
}

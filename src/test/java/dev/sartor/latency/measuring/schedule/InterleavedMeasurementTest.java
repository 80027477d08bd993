package dev.sartor.latency.measuring.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.table.TinyLatencySpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order of visits. */
class InterleavedMeasurementTest {
    private static final int ROUNDS = 4;
    private static final int PROBES = 30;

    private final List<Probe> probes =
            RandomNetworks.distinct(RandomNetworks.of(List.of(TinyLatencySpace.read()), 1), PROBES, Set.of()).stream()
                    .map(Probe::ofNetwork)
                    .toList();

    /** The keys of visited probes in order, for each round, including the control network. */
    private List<List<String>> visits(long seed) throws InterruptedException {
        // FakeDevice: relative noise, seed
        var device = new FakeDevice(0.01, 1);
        List<List<String>> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(new ArrayList<>());
        }
        new InterleavedMeasurement(
                        device,
                        device::model,
                        MeasurementProtocol.standard().withRounds(ROUNDS),
                        seed,
                        device.ticker(),
                        MeasurementListener.SILENT)
                .measure(
                        probes,
                        _ -> Set.of(),
                        new Measurements(),
                        line -> line.visits()
                                .forEach(v -> rounds.get(line.round()).add(v.probe())));
        return rounds;
    }

    private static List<String> withoutControl(List<String> visits) {
        return visits.stream().filter(v -> !v.equals(ControlNetwork.KEY)).toList();
    }

    @Test
    void everyRoundVisitsEachProbeOnceInADifferentOrder() throws InterruptedException {
        List<List<String>> rounds = visits(1);
        Set<List<String>> orders = new HashSet<>();
        for (List<String> round : rounds) {
            List<String> order = withoutControl(round);
            assertEquals(probes.size(), order.size());
            assertEquals(probes.size(), new HashSet<>(order).size());
            orders.add(order);
        }
        assertEquals(ROUNDS, orders.size());
    }

    @Test
    void theControlIsVisitedAtLeastOncePerTenVisits() throws InterruptedException {
        for (List<String> round : visits(1)) {
            int since = 0;
            for (String visit : round) {
                since = visit.equals(ControlNetwork.KEY) ? 0 : since + 1;
                assertTrue(since <= 10, round.toString());
            }
            assertTrue(round.contains(ControlNetwork.KEY));
        }
    }

    @Test
    void theSameSeedGivesTheSameOrder() throws InterruptedException {
        assertEquals(visits(5), visits(5));
        assertNotEquals(visits(5), visits(6));
    }
}

package dev.sartor.latency.measuring.plan;

import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The order in which units (stems, blocks and heads) are measured: in descending order of the prediction error that a missing
 * unit would cause. That is its frequency in random networks times its latency, which is roughly proportional to its MACs.
 */
final class MeasurementPriority {
    /** The count of units that occur in no sampled network. */
    private static final double MIN_OCCURRENCES = 0.5;
    /** Added to the MACs, since a unit without MACs takes time too. */
    private static final double BASE_MACS = 3e5;

    private final Map<String, Integer> occurrences = new HashMap<>();

    /** @param sample random networks in which the occurrences of units are counted */
    MeasurementPriority(List<Network> sample) {
        sample.forEach(n -> keys(n).forEach(key -> occurrences.merge(key, 1, Integer::sum)));
    }

    /** The units in descending order of priority. */
    List<Unit> byPriority(List<Unit> units) {
        Map<String, Double> priorities = new HashMap<>();
        units.forEach(u -> priorities.put(u.key(), priority(u)));
        return units.stream()
                .sorted(Comparator.comparingDouble((Unit u) -> priorities.get(u.key()))
                        .reversed())
                .toList();
    }

    private double priority(Unit unit) {
        double count = Math.max(MIN_OCCURRENCES, occurrences.getOrDefault(unit.key(), 0));
        return count * (BASE_MACS + unit.network().macs());
    }

    /**
     * The probes (models to be timed) of units and networks. Each network follows the last of its units, so that a measurement
     * that ends early can still be calibrated.
     *
     * @param probesOf the probes of a unit
     */
    static List<Probe> probes(List<Unit> units, Function<Unit, List<Probe>> probesOf, List<Network> networks) {
        Map<String, Probe> probes = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        List<Network> waiting = new ArrayList<>(networks);
        for (Unit unit : units) {
            probesOf.apply(unit).forEach(p -> probes.putIfAbsent(p.key(), p));
            known.add(unit.key());
            waiting.removeIf(network -> {
                boolean complete = known.containsAll(keys(network));
                if (complete) {
                    Probe whole = Probe.ofNetwork(network);
                    probes.putIfAbsent(whole.key(), whole);
                }
                return complete;
            });
        }
        return List.copyOf(probes.values());
    }

    private static List<String> keys(Network network) {
        return network.segments().stream()
                .filter(s -> !s.isEmpty())
                .map(Segment::key)
                .toList();
    }
}

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
 * The order in which measuring tells most soonest. What not knowing a unit costs in the prediction of a random network is
 * how often networks hold it, times its latency, times how little that is known; before measuring, all are known equally
 * little, and latency goes roughly with MACs.
 */
final class MeasurementPriority {
    /** Stands for units that no sampled network holds. */
    private static final double LEAST_OCCURRENCES = 0.5;
    /** The smallest layers take time too. */
    private static final double LEAST_MACS = 3e5;

    private final Map<String, Integer> occurrences = new HashMap<>();

    /** @param sample random networks, by which units are counted */
    MeasurementPriority(List<Network> sample) {
        sample.forEach(n -> keys(n).forEach(key -> occurrences.merge(key, 1, Integer::sum)));
    }

    /** The units that tell most first. */
    List<Unit> ordered(List<Unit> units) {
        Map<String, Double> worth = new HashMap<>();
        units.forEach(u -> worth.put(u.key(), worth(u)));
        return units.stream()
                .sorted(Comparator.comparingDouble((Unit u) -> worth.get(u.key()))
                        .reversed())
                .toList();
    }

    private double worth(Unit unit) {
        double count = Math.max(LEAST_OCCURRENCES, occurrences.getOrDefault(unit.key(), 0));
        return count * (LEAST_MACS + unit.network().macs());
    }

    /**
     * The probes of units and networks, each network right after the last unit that it holds, so that whatever a
     * measurement comes to is of use.
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
                    Probe whole = Probe.whole(network);
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

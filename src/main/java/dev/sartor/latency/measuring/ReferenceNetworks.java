package dev.sartor.latency.measuring;

import dev.sartor.latency.calibration.CalibrationNetworks;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.MeasuredSpace;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.Slowdown;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Networks of a table's calibration that are measured again, to compare the device's speed with its speed when the table was measured. The
 * small control network that is timed between the models is too imprecise, since the position of a single model in memory
 * changes its latency by one or two percent.
 *
 * @param networks empty if the table covers several spaces
 * @param tableMs  latencies in the table's certificate, by {@link MeasuredNetwork#segmentTexts}
 */
record ReferenceNetworks(List<Network> networks, Map<String, Double> tableMs) {
    /** Maximum number of networks: with a deviation of 1 % per network, the median over 48 has a standard error of 0.2 %. */
    private static final int MAX_NETWORKS = 48;

    /**
     * The networks of a table's calibration, drawn again from its seed.
     *
     * @param space the networks are empty unless the table covers this space alone
     */
    static ReferenceNetworks of(Certificate certificate, SearchSpace space) {
        Map<String, Double> tableMs = new HashMap<>();
        if (certificate.spaces().equals(List.of(MeasuredSpace.of(space)))) {
            certificate.calibration().networks().forEach(n -> tableMs.put(n.segments(), n.measuredMs()));
        }
        List<Network> drawn = RandomNetworks.distinct(
                RandomNetworks.of(List.of(space), certificate.origin().seed()),
                CalibrationNetworks.CANDIDATES_PER_NETWORK * tableMs.size(),
                Set.of());
        return new ReferenceNetworks(
                drawn.stream()
                        .filter(n -> tableMs.containsKey(MeasuredNetwork.segmentTexts(n)))
                        .limit(MAX_NETWORKS)
                        .toList(),
                tableMs);
    }

    /** No networks. */
    static ReferenceNetworks none() {
        return new ReferenceNetworks(List.of(), Map.of());
    }

    /** The first of these networks, at most {@code count}. */
    ReferenceNetworks limitedTo(int count) {
        return new ReferenceNetworks(networks.subList(0, Math.min(count, networks.size())), tableMs);
    }

    /** Distributes these networks evenly among other networks, so that each group of open sessions contains some of them. */
    List<Network> interleavedWith(List<Network> others) {
        List<Network> all = new ArrayList<>();
        int added = 0;
        for (int i = 0; i < others.size(); i++) {
            all.add(others.get(i));
            int target = networks.size() * (i + 1) / others.size();
            all.addAll(networks.subList(added, target));
            added = target;
        }
        return all;
    }

    /** The current latencies relative to those of the table; empty if none of the networks was measured. */
    Optional<Slowdown> slowdown(Measurements measured) {
        TimedNetworks now = measured.timedNetworks(networks);
        double[] ratios = IntStream.range(0, now.count())
                .mapToDouble(i -> now.measuredMs()[i]
                        / tableMs.get(
                                MeasuredNetwork.segmentTexts(now.networks().get(i))))
                .toArray();
        return ratios.length == 0 ? Optional.empty() : Optional.of(Slowdown.of(ratios));
    }
}

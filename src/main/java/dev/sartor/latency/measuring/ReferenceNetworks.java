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
 * Networks of a table's calibration that are measured again, to compare the device's speed with its speed when the table was made.
 * The control network alone is too uncertain, since the position of one model in memory changes its latency by a percent or
 * two.
 *
 * @param networks empty if the table was made of other spaces too
 * @param tableMs  latencies in the table's certificate, by {@link MeasuredNetwork#segmentTexts}
 */
record ReferenceNetworks(List<Network> networks, Map<String, Double> tableMs) {
    /** Enough to know the median to a quarter of a percent, if each network repeats to a percent. */
    private static final int MAX_NETWORKS = 48;

    /**
     * The networks of a table's calibration, drawn again from its seed.
     *
     * @param space the space that the table was made of
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

    /** At most this many of them. */
    ReferenceNetworks limitedTo(int count) {
        return new ReferenceNetworks(networks.subList(0, Math.min(count, networks.size())), tableMs);
    }

    /** Other networks with these evenly distributed among them, so that each group of open sessions contains some. */
    List<Network> interleavedWith(List<Network> others) {
        List<Network> all = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < others.size(); i++) {
            all.add(others.get(i));
            int due = networks.size() * (i + 1) / others.size();
            all.addAll(networks.subList(taken, due));
            taken = due;
        }
        return all;
    }

    /** How much slower they are now than for the table; empty if none was measured. */
    Optional<Slowdown> slowdown(Measurements measured) {
        TimedNetworks now = measured.networks(networks);
        double[] ratios = IntStream.range(0, now.count())
                .mapToDouble(i -> now.measuredMs()[i]
                        / tableMs.get(
                                MeasuredNetwork.segmentTexts(now.networks().get(i))))
                .toArray();
        return ratios.length == 0 ? Optional.empty() : Optional.of(Slowdown.of(ratios));
    }
}

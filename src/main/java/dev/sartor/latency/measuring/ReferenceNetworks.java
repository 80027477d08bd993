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
 * Networks that a table was calibrated on, to be measured again: together they tell how fast the device is now. The
 * control alone does not tell it well, as how one model lies in the memory of one process may cost it a percent or two.
 *
 * @param networks none where the table was made of more spaces than this one
 * @param thenMs   what they took for the table, by their texts
 */
record ReferenceNetworks(List<Network> networks, Map<String, Double> thenMs) {
    /** The median of so many is known to a quarter of a percent, where each repeats to a percent, and their spread to a tenth of it. */
    private static final int MOST = 48;

    /**
     * The networks of a table's calibration, drawn anew from its seed.
     *
     * @param space that the table was made of
     */
    static ReferenceNetworks of(Certificate certificate, SearchSpace space) {
        Map<String, Double> thenMs = new HashMap<>();
        if (certificate.spaces().equals(List.of(MeasuredSpace.of(space)))) {
            certificate.calibration().networks().forEach(n -> thenMs.put(n.segments(), n.measuredMs()));
        }
        List<Network> drawn = RandomNetworks.distinct(
                RandomNetworks.of(List.of(space), certificate.origin().seed()),
                CalibrationNetworks.CANDIDATES_PER_NETWORK * thenMs.size(),
                Set.of());
        return new ReferenceNetworks(
                drawn.stream()
                        .filter(n -> thenMs.containsKey(MeasuredNetwork.segmentTexts(n)))
                        .limit(MOST)
                        .toList(),
                thenMs);
    }

    /** No networks. */
    static ReferenceNetworks none() {
        return new ReferenceNetworks(List.of(), Map.of());
    }

    /** So many of them. */
    ReferenceNetworks atMost(int count) {
        return new ReferenceNetworks(networks.subList(0, Math.min(count, networks.size())), thenMs);
    }

    /** Other networks with these evenly among them: what is opened together is measured together, and so has its share of them. */
    List<Network> among(List<Network> others) {
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

    /** How many times as long as for the table they take now; empty if none was measured. */
    Optional<Slowdown> slowdown(Measurements measured) {
        TimedNetworks now = measured.whole(networks);
        double[] ratios = IntStream.range(0, now.count())
                .mapToDouble(i -> now.measuredMs()[i]
                        / thenMs.get(MeasuredNetwork.segmentTexts(now.networks().get(i))))
                .toArray();
        return ratios.length == 0 ? Optional.empty() : Optional.of(Slowdown.of(ratios));
    }
}

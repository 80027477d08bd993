package dev.sartor.latency;

import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whole networks with their measured latencies; those that were refused or not reached are left out. */
record WholeNetworks(List<Network> networks, double[] measuredMs) {

    static WholeNetworks of(List<Network> wanted, Measured measured) {
        List<Network> networks = new ArrayList<>();
        List<Double> latencies = new ArrayList<>();
        for (Network network : wanted) {
            measured.medianMs(Probe.whole(network)).ifPresent(ms -> {
                networks.add(network);
                latencies.add(ms);
            });
        }
        return new WholeNetworks(networks, latencies.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The same networks, each taking {@code factor} times as long. */
    WholeNetworks times(double factor) {
        return new WholeNetworks(networks, Arrays.stream(measuredMs).map(ms -> ms * factor).toArray());
    }

    int count() {
        return networks.size();
    }
}

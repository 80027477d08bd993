package dev.sartor.latency;

import dev.sartor.network.Network;
import java.util.Arrays;
import java.util.List;

/** Whole networks with their measured latencies; those that were refused or not reached are left out. */
public record WholeNetworks(List<Network> networks, double[] measuredMs) {
    /** The same networks, each taking {@code factor} times as long. */
    public WholeNetworks times(double factor) {
        return new WholeNetworks(
                networks, Arrays.stream(measuredMs).map(ms -> ms * factor).toArray());
    }

    /** How many networks. */
    public int count() {
        return networks.size();
    }
}

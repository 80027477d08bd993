package dev.sartor.latency.statistics;

import dev.sartor.network.Network;
import java.util.Arrays;
import java.util.List;

/** Whole networks with their measured latencies; those that were refused or not reached are left out. */
public record TimedNetworks(List<Network> networks, double[] measuredMs) {
    /** The same networks, each taking {@code factor} times as long. */
    public TimedNetworks times(double factor) {
        return new TimedNetworks(
                networks, Arrays.stream(measuredMs).map(ms -> ms * factor).toArray());
    }

    /** How many networks. */
    public int count() {
        return networks.size();
    }
}

package dev.sartor.latency.statistics;

import dev.sartor.network.Network;
import java.util.Arrays;
import java.util.List;

/**
 * Whole networks with their measured latencies. Networks that the device refused or that the measurement did not reach are left
 * out.
 *
 * @param measuredMs one latency per network
 */
public record TimedNetworks(List<Network> networks, double[] measuredMs) {
    /** The same networks with all latencies multiplied by {@code factor}. */
    public TimedNetworks scaled(double factor) {
        return new TimedNetworks(
                networks, Arrays.stream(measuredMs).map(ms -> ms * factor).toArray());
    }

    /** Number of networks. */
    public int count() {
        return networks.size();
    }
}

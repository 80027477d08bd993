package dev.sartor.latency.measuring.method;

import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.statistics.Medians;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Times a unit (stem, block or head) inside the networks of the calibration with the runtime's profiler: the sum over the
 * unit's nodes, and the median over the networks that contain the unit. The unit runs with its real neighbours and caches, but
 * the time between nodes is not counted, and profiling takes time itself. Only for a {@link dev.sartor.device.NodeTimingDevice}.
 */
public record InNetworkProfiling() implements MeasurementMethod {

    @Override
    public String name() {
        return "profiled in networks";
    }

    @Override
    public List<Probe> probes(Unit unit, List<Network> networks) {
        return networks.stream()
                .filter(n -> indicesOf(unit, n).length > 0)
                .map(Probe::ofSegments)
                .toList();
    }

    @Override
    public double[] latencyMs(Unit unit, List<Network> networks, Measurements measured) {
        List<double[]> series = new ArrayList<>();
        for (Network network : networks) {
            for (int index : indicesOf(unit, network)) {
                series.add(measured.latencyByRoundMs(Probe.ofSegments(network).segmentKey(index)));
            }
        }
        double[] median = new double[measured.roundsUpToLastVisit()];
        for (int round = 0; round < median.length; round++) {
            int current = round;
            median[round] = Medians.ignoringNaN(
                            series.stream().mapToDouble(s -> s[current]).toArray())
                    .orElse(Double.NaN);
        }
        return median;
    }

    private static int[] indicesOf(Unit unit, Network network) {
        return IntStream.range(0, network.segments().size())
                .filter(i -> !network.segments().get(i).isEmpty()
                        && network.segments().get(i).key().equals(unit.key()))
                .toArray();
    }
}

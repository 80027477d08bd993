package dev.sartor.latency.measuring.method;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Times a unit inside the networks of the calibration with the runtime's profiler: the sum over its nodes, median over the
 * networks that contain it. The unit has its real neighbours and caches, but time between nodes is not counted, and the
 * profiler takes time itself. Only for a {@link dev.sartor.device.NodeTimingDevice}.
 */
public record InNetworkProfiling() implements MeasurementMethod {

    @Override
    public String name() {
        return "profiled in networks";
    }

    @Override
    public List<Probe> probes(Unit unit, List<Network> networks) {
        return networks.stream()
                .filter(n -> places(unit, n).length > 0)
                .map(Probe::profiled)
                .toList();
    }

    @Override
    public double[] latencyMs(Unit unit, List<Network> networks, Measurements measured) {
        List<double[]> series = new ArrayList<>();
        for (Network network : networks) {
            for (int place : places(unit, network)) {
                series.add(measured.roundsMs(Probe.profiled(network).segmentKey(place)));
            }
        }
        double[] median = new double[measured.rounds()];
        for (int round = 0; round < median.length; round++) {
            median[round] = median(series, round).orElse(Double.NaN);
        }
        return median;
    }

    private static OptionalDouble median(List<double[]> series, int round) {
        double[] present = Measurements.withoutMissing(
                series.stream().mapToDouble(s -> s[round]).toArray());
        return present.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantiles.median(present));
    }

    private static int[] places(Unit unit, Network network) {
        return IntStream.range(0, network.segments().size())
                .filter(i -> !network.segments().get(i).isEmpty()
                        && network.segments().get(i).key().equals(unit.key()))
                .toArray();
    }
}

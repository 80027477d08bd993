package dev.sartor.latency.measuring.plan;

import dev.sartor.base.math.Quantiles;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.RunsPerVisit;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.measuring.probe.WholeRunProbe;
import dev.sartor.latency.statistics.Medians;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A rough estimate of a device's speed, from a few measurements of a small network, the {@link ControlNetwork control network}.
 *
 * @param macsPerMs  MACs per millisecond in a run
 * @param openingMs  time to load and warm up a small model
 * @param overheadMs time of a visit (some runs of a model) beyond its runs, such as the start of a process or the network round
 *                   trip to an agent
 * @param visitsMs   median latency per visit; its spread determines how many rounds a given precision takes
 * @param precision  number format of the models
 */
public record DeviceSpeed(
        double macsPerMs, double openingMs, double overheadMs, double[] visitsMs, Precision precision) {
    private static final int VISITS = 8;
    /** Minimum time of a layer. */
    private static final double MS_PER_LAYER = 0.002;
    /** Rate at which a model is written, transferred and loaded. */
    private static final double BYTES_PER_MS = 2e5;

    /**
     * Measures for a few seconds at most, unless a single visit takes that long.
     *
     * @throws DeviceFailure if the control network cannot be run or timed
     */
    public static DeviceSpeed of(Device device, Function<Network, byte[]> onnx, MeasurementClock clock) {
        Network network = ControlNetwork.network();
        // opening the first session of a process takes much longer than opening others
        WholeRunProbe.open(device, ControlNetwork.KEY, onnx.apply(network), clock)
                .close();
        long start = clock.nanoTime();
        try (WholeRunProbe control = WholeRunProbe.open(device, ControlNetwork.KEY, onnx.apply(network), clock)) {
            double openingMs = (clock.nanoTime() - start) / 1e6;
            List<Double> medians = new ArrayList<>();
            List<Double> overheads = new ArrayList<>();
            for (int i = 0; i < VISITS; i++) {
                long before = clock.nanoTime();
                Visit visit = control.visitOnce();
                double wallMs = (clock.nanoTime() - before) / 1e6;
                if (!visit.isEmpty()) {
                    medians.add(Quantiles.median(visit.runsMs()));
                    overheads.add(Math.max(0, wallMs - medians.getLast() * control.runsPerVisit())
                            / device.requestsPerCall());
                }
            }
            if (medians.isEmpty()) {
                throw new DeviceFailure(DeviceFailure.Stage.RUN, "its clock stands still or runs backwards");
            }
            double[] visitsMs = Medians.toArray(medians);
            // the layers' minimum times are subtracted, but never more than half of the latency
            double macsMs = Math.max(
                    Quantiles.median(visitsMs) / 2,
                    Quantiles.median(visitsMs) - network.layers().size() * MS_PER_LAYER);
            return new DeviceSpeed(
                    network.macs() / macsMs,
                    openingMs,
                    Medians.of(overheads),
                    visitsMs,
                    device.description().device().precision());
        }
    }

    /** Estimated time of one run of a network. */
    double runMs(Network network) {
        return network.layers().size() * MS_PER_LAYER + network.macs() / macsPerMs;
    }

    /** Estimated time to open a probe. */
    double openingMs(Probe probe) {
        return openingMs
                + probe.network().paramBytes(precision) / BYTES_PER_MS
                + WholeRunProbe.TYPICAL_WARM_UP_RUNS * runMs(probe.network());
    }

    /** Estimated time of a visit to a probe. */
    double visitMs(Probe probe) {
        double ms = runMs(probe.network());
        return overheadMs + ms * RunsPerVisit.of(ms, overheadMs).totalRuns();
    }
}

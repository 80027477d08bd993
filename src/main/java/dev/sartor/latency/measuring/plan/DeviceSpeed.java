package dev.sartor.latency.measuring.plan;

import dev.sartor.base.math.Quantiles;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.RunsPerVisit;
import dev.sartor.latency.measuring.probe.TimedProbe;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How fast a device is, roughly, from some visits to the control.
 *
 * @param macsPerMs  of a run
 * @param openingMs  until a small model is loaded and warm
 * @param overheadMs of a visit, beyond its runs: a command starts a process, an agent's answer travels
 * @param visitsMs   medians of the visits, from which follows how many rounds a precision takes
 */
public record DeviceSpeed(double macsPerMs, double openingMs, double overheadMs, double[] visitsMs) {
    private static final int VISITS = 8;
    /** However small, a layer takes about so long. */
    private static final double MS_PER_LAYER = 0.002;
    /** Models are written, sent and packed at about this rate. */
    private static final double BYTES_PER_MS = 2e5;

    /**
     * Measures for some seconds at most, unless each visit takes one.
     *
     * @throws DeviceFailure if the control cannot be run or timed
     */
    public static DeviceSpeed of(Device device, Function<Network, byte[]> onnx, MeasurementClock ticker) {
        Network network = ControlNetwork.network();
        // the first session of a process takes much longer than all others
        TimedProbe.open(device, ControlNetwork.KEY, onnx.apply(network), ticker).close();
        long start = ticker.nanoTime();
        try (TimedProbe control = TimedProbe.open(device, ControlNetwork.KEY, onnx.apply(network), ticker)) {
            double openingMs = (ticker.nanoTime() - start) / 1e6;
            List<Double> medians = new ArrayList<>();
            List<Double> overheads = new ArrayList<>();
            for (int i = 0; i < VISITS; i++) {
                long before = ticker.nanoTime();
                Visit visit = control.visitOnce();
                double wallMs = (ticker.nanoTime() - before) / 1e6;
                if (!visit.empty()) {
                    medians.add(Quantiles.median(visit.runsMs()));
                    overheads.add(
                            Math.max(0, wallMs - medians.getLast() * control.runsPerVisit()) / device.turnsAtOnce());
                }
            }
            if (medians.isEmpty()) {
                throw new DeviceFailure(DeviceFailure.Stage.RUN, "its clock stands still or runs backwards", null);
            }
            double[] visitsMs = doubles(medians);
            double macsMs = Math.max(
                    Quantiles.median(visitsMs) / 2,
                    Quantiles.median(visitsMs) - network.layers().size() * MS_PER_LAYER);
            return new DeviceSpeed(network.macs() / macsMs, openingMs, Quantiles.median(doubles(overheads)), visitsMs);
        }
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** What one run of a network takes. */
    double runMs(Network network) {
        return network.layers().size() * MS_PER_LAYER + network.macs() / macsPerMs;
    }

    /** What a probe takes to be opened. */
    double openingMs(Probe probe) {
        return openingMs
                + probe.network().params() * Float.BYTES / BYTES_PER_MS
                + TimedProbe.USUAL_WARM_UP_RUNS * runMs(probe.network());
    }

    /** What a visit to a probe takes. */
    double visitMs(Probe probe) {
        double ms = runMs(probe.network());
        return overheadMs + ms * RunsPerVisit.of(ms, overheadMs).total();
    }
}

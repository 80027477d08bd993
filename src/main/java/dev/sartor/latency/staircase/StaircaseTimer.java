package dev.sartor.latency.staircase;

import dev.sartor.base.UserError;
import dev.sartor.base.math.Quantiles;
import dev.sartor.device.Device;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.ProfilingModels;
import dev.sartor.latency.measuring.method.ChainDifference;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.schedule.InterleavedMeasurement;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.measuring.schedule.StoppingRule;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Measures staircases on a device. Each block is measured in a chain of layers, by the method of latency tables. */
public final class StaircaseTimer {
    private static final double LOWER_QUARTILE = 0.25;
    private static final double MEDIAN = 0.5;
    private static final double UPPER_QUARTILE = 0.75;

    /** The networks of a calibration, which a chain difference does not need. */
    private static final List<Network> NO_NETWORKS = List.of();

    private final Device device;
    private final Function<Network, byte[]> onnx;
    private final MeasurementClock clock;
    private final MeasurementListener listener;
    private final ChainDifference method = new ChainDifference();

    public StaircaseTimer(Device device, LongSupplier nanoTime, MeasurementListener listener) {
        this(device, ProfilingModels.of(device.description().device()), MeasurementClock.system(nanoTime), listener);
    }

    StaircaseTimer(
            Device device, Function<Network, byte[]> onnx, MeasurementClock clock, MeasurementListener listener) {
        this.device = device;
        this.onnx = onnx;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Measures sweeps. With a log file, an interrupted measurement continues from it; {@link MeasurementLog#delete} removes it
     * after use.
     *
     * @param name the name that distinguishes the device from others, see {@link DeviceStaircases}
     * @param seed seed of the order in which models are timed
     * @throws InterruptedException if this thread was interrupted
     * @throws UserError            if the device fails or could not measure anything
     */
    public DeviceStaircases measure(
            String name, List<ChannelSweep> sweeps, MeasurementProtocol protocol, long seed, Optional<Path> log)
            throws InterruptedException {
        Map<String, Probe> byKey = new LinkedHashMap<>();
        sweeps.stream()
                .flatMap(s -> s.units().values().stream())
                .flatMap(u -> method.probes(u, NO_NETWORKS).stream())
                .forEach(p -> byKey.putIfAbsent(p.key(), p));
        List<Probe> probes = List.copyOf(byKey.values());
        Measurements measured = measure(probes, protocol, seed, log);
        List<Staircase> staircases =
                sweeps.stream().map(s -> staircase(s, measured)).toList();
        if (staircases.stream().allMatch(s -> s.steps().isEmpty())) {
            throw new UserError(
                    "nothing could be measured: "
                            + measured.refusals().values().stream().findFirst().orElse("the time limit was reached"),
                    "device " + device.description().device().text(),
                    "allow more time, or choose other blocks",
                    UserError.ExitCode.FAILED);
        }
        return new DeviceStaircases(name, device.description(), staircases, measured.seconds());
    }

    private Measurements measure(List<Probe> probes, MeasurementProtocol protocol, long seed, Optional<Path> log)
            throws InterruptedException {
        var measurement = new InterleavedMeasurement(device, onnx, protocol, seed, clock, listener);
        StoppingRule stopping = StoppingRule.perProbe(probes, protocol.targetPrecision());
        if (log.isPresent()) {
            return measurement.measure(probes, stopping, log.get());
        }
        var measured = new Measurements();
        measurement.measure(probes, stopping, measured, _ -> {});
        return measured;
    }

    private Staircase staircase(ChannelSweep sweep, Measurements measured) {
        return new Staircase(sweep.units().entrySet().stream()
                .flatMap(e -> step(e.getKey(), e.getValue(), measured).stream())
                .toList());
    }

    private Optional<Staircase.Step> step(int channels, Unit unit, Measurements measured) {
        double[] rounds = Measurements.withoutNaN(method.latencyMs(unit, NO_NETWORKS, measured));
        return rounds.length == 0
                ? Optional.empty()
                : Optional.of(new Staircase.Step(
                        channels,
                        quantile(rounds, MEDIAN),
                        quantile(rounds, LOWER_QUARTILE),
                        quantile(rounds, UPPER_QUARTILE)));
    }

    /** A quantile, at least 0: the difference of two noisy latencies may be negative, but not the latency of a block. */
    private static double quantile(double[] rounds, double quantile) {
        return Math.max(0, Quantiles.of(rounds, quantile));
    }
}

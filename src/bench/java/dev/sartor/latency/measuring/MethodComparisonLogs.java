package dev.sartor.latency.measuring;

import dev.sartor.base.math.Quantiles;
import dev.sartor.device.Device;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.method.ChainDifference;
import dev.sartor.latency.measuring.method.InNetworkProfiling;
import dev.sartor.latency.measuring.method.IsolatedUnit;
import dev.sartor.latency.measuring.method.MeasurementMethod;
import dev.sartor.latency.measuring.plan.ProfilingOptions;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.result.NoiseFloor;
import dev.sartor.latency.measuring.schedule.InterleavedMeasurement;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The measurements with which {@link dev.sartor.latency.measuring.method.MethodComparison} compares methods of measuring units, for one
 * device and space: every unit with every method, the networks of the calibration, and test networks in another process. They are stored
 * in logs, so that a new evaluation needs no new measurement.
 *
 * @param folder folder of the logs
 */
public record MethodComparisonLogs(SearchSpace space, DeviceSpec device, Path folder) {
    public static final List<MeasurementMethod> METHODS =
            List.of(new IsolatedUnit(), new ChainDifference(), new InNetworkProfiling());
    /** Number of networks of the calibration. */
    private static final int CALIBRATION = 96;

    private static final int NONE_HELD_OUT = 0;
    private static final int TEST_NETWORKS = 200;
    private static final int ROUNDS = 30;
    private static final int TEST_ROUNDS = 40;
    /** A target precision: no measurement is that precise, so all rounds are measured. */
    private static final double NEVER_REACHED = 0;

    private static final int MEMORY_MIB = 12288;
    private static final long SEED = 1;
    private static final long TEST_SEED = 1000;

    /** @param device a specification as for {@code sartor profile --device} */
    public static MethodComparisonLogs of(String space, String device, Path folder) {
        return new MethodComparisonLogs(
                SpaceFile.find(space, Path.of("search-spaces")), DeviceSpec.parse(device), folder);
    }

    /** The units and networks to measure. */
    ProfilingPlan plan(MeasurementMethod method) {
        return ProfilingPlan.of(
                List.of(space),
                ProfilingOptions.standard().with(method).withNetworks(CALIBRATION, NONE_HELD_OUT),
                SEED);
    }

    /** The networks that the methods are tested with. */
    List<Network> testNetworks(ProfilingPlan plan) {
        return RandomNetworks.distinct(
                RandomNetworks.of(List.of(space), TEST_SEED),
                TEST_NETWORKS,
                plan.calibration().stream().map(MeasuredNetwork::segmentTexts).collect(Collectors.toSet()));
    }

    /** Measures units and the networks of the calibration for at most this time; continues an earlier call. */
    public Measurements measureUnits(Duration limit) throws InterruptedException, IOException {
        ProfilingPlan plan = plan(METHODS.getFirst());
        Map<String, Probe> probes = new LinkedHashMap<>();
        for (MeasurementMethod method : METHODS) {
            for (Unit unit : plan.units()) {
                method.probes(unit, plan.calibration()).forEach(p -> probes.putIfAbsent(p.key(), p));
            }
        }
        plan.calibration().stream().map(Probe::ofNetwork).forEach(p -> probes.put(p.key(), p));
        return measure("units", new ArrayList<>(probes.values()), ROUNDS, SEED, limit);
    }

    /** Measures the test networks for at most this time; continues an earlier call. */
    public Measurements measureTestNetworks(Duration limit) throws InterruptedException, IOException {
        return measure(
                "networks",
                testNetworks(plan(METHODS.getFirst())).stream()
                        .map(Probe::ofNetwork)
                        .toList(),
                TEST_ROUNDS,
                TEST_SEED,
                limit);
    }

    /** Both measurements, which may be incomplete. */
    public Logs logs() throws InterruptedException, IOException {
        return new Logs(measureUnits(Duration.ZERO), measureTestNetworks(Duration.ZERO));
    }

    /** The results of both measurements. */
    public final class Logs {
        private final Measurements units;
        private final ProfilingPlan plan = plan(METHODS.getFirst());
        private final TimedNetworks calibrationNetworks;
        private final TimedNetworks testNetworks;
        private final Agreement noise;

        private Logs(Measurements units, Measurements networks) {
            this.units = units;
            this.calibrationNetworks = units.timedNetworks(plan.calibration());
            double slowdown = Quantiles.median(networks.controlMs()) / Quantiles.median(units.controlMs());
            List<Network> tested = testNetworks(plan);
            this.testNetworks = networks.timedNetworks(tested).scaled(1 / slowdown);
            this.noise = NoiseFloor.oddAgainstEvenRounds(tested, networks).orElseThrow();
        }

        /** The rows of the units, measured with one method. */
        public List<UnitLatency> rows(MeasurementMethod method) {
            return plan.units().stream()
                    .flatMap(u -> method.uncalibratedRow(u, plan.calibration(), units).stream())
                    .toList();
        }

        /** The measured networks of the calibration. */
        public TimedNetworks calibrationNetworks() {
            return calibrationNetworks;
        }

        /** The noise floor of the test networks. */
        public Agreement noise() {
            return noise;
        }

        /** Compares predictions with the test networks' latencies, corrected to the speed of the device for the units. */
        public Agreement agreementOnTestNetworks(ToDoubleFunction<Network> predictedMs) {
            return Agreement.of(
                    testNetworks.networks().stream().mapToDouble(predictedMs).toArray(), testNetworks.measuredMs());
        }
    }

    /** A row of the table: units, calibration, and the agreement of predictions with measurements. */
    public static String row(String units, String calibration, Agreement a) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.1f | %.1f | %.3f | %+.1f |",
                units,
                calibration,
                100 * a.mape(),
                100 * a.within5(),
                100 * a.within10(),
                a.kendallTau(),
                100 * a.bias());
    }

    /** Measures for at most this time, or only reads the log if the time is 0. */
    private Measurements measure(String name, List<Probe> probes, int rounds, long seed, Duration limit)
            throws InterruptedException, IOException {
        Files.createDirectories(folder);
        var measured = new Measurements();
        try (Device opened = Devices.open(device);
                var log = MeasurementLog.open(
                        folder.resolve(name + ".jsonl"),
                        MeasurementLog.Subject.of(opened.description(), probes, rounds, seed),
                        measured)) {
            if (!limit.isZero()) {
                var protocol = new MeasurementProtocol(
                        rounds, NEVER_REACHED, limit.plusMillis((long) (1e3 * measured.seconds())), MEMORY_MIB);
                new InterleavedMeasurement(
                                opened,
                                ProfilingModels.of(Precision.FP32),
                                protocol,
                                seed,
                                MeasurementClock.system(System::nanoTime),
                                MeasurementListener.SILENT)
                        .measure(probes, _ -> Set.of(), measured, log::append);
            }
        }
        System.err.printf(
                "%s of %s: %d of %d rounds, %.0f s%n",
                name, space.name(), measured.roundCount(), rounds, measured.seconds());
        return measured;
    }
}

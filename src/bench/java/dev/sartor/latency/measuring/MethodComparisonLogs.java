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
 * What the comparison of methods measures on one device for one space: every unit by every method, networks to calibrate
 * on, and, in another process and later, networks that only judge. Logs of it are kept, so that a new idea for the
 * reduction is judged without measuring anew.
 *
 * @param folder where the logs are
 */
public record MethodComparisonLogs(SearchSpace space, DeviceSpec device, Path folder) {
    public static final List<MeasurementMethod> METHODS =
            List.of(new IsolatedUnit(), new ChainDifference(), new InNetworkProfiling());
    private static final int CALIBRATION = 96;
    private static final int JUDGING = 200;
    private static final int ROUNDS = 30;
    private static final int JUDGING_ROUNDS = 40;
    private static final int MEMORY_MIB = 12288;
    private static final long SEED = 1;
    private static final long JUDGING_SEED = 1000;

    public static MethodComparisonLogs of(String space, String device, Path folder) {
        return new MethodComparisonLogs(
                SpaceFile.find(space, Path.of("search-spaces")), DeviceSpec.parse(device), folder);
    }

    ProfilingPlan plan(MeasurementMethod method) {
        return ProfilingPlan.of(
                List.of(space), ProfilingOptions.standard().with(method).withNetworks(CALIBRATION, 0), SEED);
    }

    /** Networks that no method sees. */
    List<Network> judging(ProfilingPlan plan) {
        return RandomNetworks.distinct(
                RandomNetworks.of(List.of(space), JUDGING_SEED),
                JUDGING,
                plan.calibration().stream().map(MeasuredNetwork::segmentTexts).collect(Collectors.toSet()));
    }

    /** Goes on with measuring units and the networks to calibrate on, for so long at most. */
    public Measurements units(Duration most) throws InterruptedException, IOException {
        ProfilingPlan plan = plan(METHODS.getFirst());
        Map<String, Probe> probes = new LinkedHashMap<>();
        for (MeasurementMethod method : METHODS) {
            for (Unit unit : plan.units()) {
                method.probes(unit, plan.calibration()).forEach(p -> probes.putIfAbsent(p.key(), p));
            }
        }
        plan.calibration().stream().map(Probe::whole).forEach(p -> probes.put(p.key(), p));
        return measure("units", new ArrayList<>(probes.values()), ROUNDS, SEED, most);
    }

    /** Goes on with measuring the networks that judge. */
    public Measurements truth(Duration most) throws InterruptedException, IOException {
        return measure(
                "truth",
                judging(plan(METHODS.getFirst())).stream().map(Probe::whole).toList(),
                JUDGING_ROUNDS,
                JUDGING_SEED,
                most);
    }

    /** Both measurements, as far as they came. */
    public Logs logs() throws InterruptedException, IOException {
        return new Logs(units(Duration.ZERO), truth(Duration.ZERO));
    }

    /** What was measured, brought together. */
    public final class Logs {
        private final Measurements units;
        private final ProfilingPlan plan = plan(METHODS.getFirst());
        private final TimedNetworks fitted;
        private final TimedNetworks truth;
        private final Agreement noise;

        private Logs(Measurements units, Measurements truth) {
            this.units = units;
            this.fitted = units.networks(plan.calibration());
            double slower = Quantiles.median(truth.controlMs()) / Quantiles.median(units.controlMs());
            List<Network> judging = judging(plan);
            this.truth = truth.networks(judging).scaled(1 / slower);
            this.noise = NoiseFloor.alternating(judging, truth).orElseThrow();
        }

        /** The units' rows by one method. */
        public List<UnitLatency> rows(MeasurementMethod method) {
            return plan.units().stream()
                    .flatMap(u -> method.reduce(u, plan.calibration(), units).stream())
                    .toList();
        }

        /** Networks to fit on. */
        public TimedNetworks fitted() {
            return fitted;
        }

        /** How well the networks that judge agree with themselves. */
        public Agreement noise() {
            return noise;
        }

        /** Judges predictions, at the speed that the device had for the units. */
        public Agreement judge(ToDoubleFunction<Network> predictedMs) {
            return Agreement.of(
                    truth.networks().stream().mapToDouble(predictedMs).toArray(), truth.measuredMs());
        }
    }

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

    private Measurements measure(String name, List<Probe> probes, int rounds, long seed, Duration most)
            throws InterruptedException, IOException {
        Files.createDirectories(folder);
        var measured = new Measurements(rounds);
        try (Device opened = Devices.open(device);
                var log = MeasurementLog.open(
                        folder.resolve(name + ".jsonl"),
                        MeasurementLog.Subject.of(opened.description(), probes, rounds, seed),
                        measured)) {
            if (!most.isZero()) {
                var discipline = new MeasurementProtocol(
                        rounds, 0, most.plusMillis((long) (1e3 * measured.seconds())), MEMORY_MIB);
                new InterleavedMeasurement(
                                opened,
                                ProfilingModels::onnx,
                                discipline,
                                seed,
                                MeasurementClock.system(System::nanoTime),
                                MeasurementListener.SILENT)
                        .measure(probes, _ -> Set.of(), measured, log::append);
            }
        }
        System.err.printf(
                "%s of %s: %d of %d rounds, %.0f s%n",
                name, space.name(), measured.roundsDone(), rounds, measured.seconds());
        return measured;
    }
}

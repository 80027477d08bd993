package dev.sartor.latency.measuring;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceSpec;
import dev.sartor.device.Devices;
import dev.sartor.latency.Agreement;
import dev.sartor.latency.Discipline;
import dev.sartor.latency.MeasuredNetwork;
import dev.sartor.latency.Quantiles;
import dev.sartor.latency.UnitLatency;
import dev.sartor.latency.WholeNetworks;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import dev.sartor.space.Unit;
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
public record Comparison(SearchSpace space, DeviceSpec device, Path folder) {
    public static final List<UnitMethod> METHODS = List.of(new Isolated(), new ChainDifference(), new InNetwork());
    private static final int CALIBRATION = 96;
    private static final int JUDGING = 200;
    private static final int ROUNDS = 30;
    private static final int JUDGING_ROUNDS = 40;
    private static final int MEMORY_MIB = 12288;
    private static final long SEED = 1;
    private static final long JUDGING_SEED = 1000;

    public static Comparison of(String space, String device, Path folder) {
        return new Comparison(SpaceFile.named(space, Path.of("search-spaces")), DeviceSpec.parse(device), folder);
    }

    ProfilingPlan plan(UnitMethod method) {
        return ProfilingPlan.of(
                List.of(space), ProfilingOptions.standard().with(method).withNetworks(CALIBRATION, 0), SEED);
    }

    /** Networks that no method sees. */
    List<Network> judging(ProfilingPlan plan) {
        return RandomNetworks.distinct(
                RandomNetworks.of(List.of(space), JUDGING_SEED),
                JUDGING,
                plan.calibration().stream().map(MeasuredNetwork::text).collect(Collectors.toSet()));
    }

    /** Goes on with measuring units and the networks to calibrate on, for so long at most. */
    Measured units(Duration most) throws InterruptedException, IOException {
        ProfilingPlan plan = plan(METHODS.getFirst());
        Map<String, Probe> probes = new LinkedHashMap<>();
        for (UnitMethod method : METHODS) {
            for (Unit unit : plan.units()) {
                method.probes(unit, plan.calibration()).forEach(p -> probes.putIfAbsent(p.key(), p));
            }
        }
        plan.calibration().stream().map(Probe::whole).forEach(p -> probes.put(p.key(), p));
        return measure("units", new ArrayList<>(probes.values()), ROUNDS, SEED, most);
    }

    /** Goes on with measuring the networks that judge. */
    Measured truth(Duration most) throws InterruptedException, IOException {
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
        private final Measured units;
        private final ProfilingPlan plan = plan(METHODS.getFirst());
        private final WholeNetworks fitted;
        private final WholeNetworks truth;
        private final Agreement noise;

        private Logs(Measured units, Measured truth) {
            this.units = units;
            this.fitted = units.whole(plan.calibration());
            double slower = Quantiles.median(truth.controlMs()) / Quantiles.median(units.controlMs());
            List<Network> judging = judging(plan);
            this.truth = truth.whole(judging).times(1 / slower);
            this.noise = NoiseFloor.alternating(judging, truth).orElseThrow();
        }

        /** The units' rows by one method. */
        public List<UnitLatency> rows(UnitMethod method) {
            return plan.units().stream()
                    .flatMap(u -> method.reduce(u, plan.calibration(), units).stream())
                    .toList();
        }

        /** Networks to fit on. */
        public WholeNetworks fitted() {
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

    private Measured measure(String name, List<Probe> probes, int rounds, long seed, Duration most)
            throws InterruptedException, IOException {
        Files.createDirectories(folder);
        var measured = new Measured(rounds);
        try (Device opened = Devices.open(device);
                var log = MeasurementLog.open(
                        folder.resolve(name + ".jsonl"),
                        MeasurementLog.Subject.of(opened.description(), probes, rounds, seed),
                        measured)) {
            if (!most.isZero()) {
                var discipline =
                        new Discipline(rounds, 0, most.plusMillis((long) (1e3 * measured.seconds())), MEMORY_MIB);
                new Interleaved(
                                opened,
                                ProfilingModels::onnx,
                                discipline,
                                seed,
                                Ticker.of(System::nanoTime),
                                ProfilingListener.SILENT)
                        .measure(probes, _ -> Set.of(), measured, log::append);
            }
        }
        System.err.printf(
                "%s of %s: %d of %d rounds, %.0f s%n",
                name, space.name(), measured.roundsDone(), rounds, measured.seconds());
        return measured;
    }
}

package dev.sartor.latency.measuring;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.certificate.Validation;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.result.NoiseFloor;
import dev.sartor.latency.measuring.schedule.InterleavedMeasurement;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.measuring.schedule.StoppingRule;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.PredictorEvaluation;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.latency.statistics.Slowdown;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Measures whole networks, to judge a table by them. */
public final class Validator {
    private static final int LEAST_NETWORKS = 2;

    private final Device device;
    private final Function<Network, byte[]> onnx;
    private final MeasurementClock ticker;
    private final MeasurementListener listener;

    public Validator(Device device, LongSupplier nanoTime, MeasurementListener listener) {
        this(device, ProfilingModels::onnx, MeasurementClock.of(nanoTime), listener);
    }

    public Validator(
            Device device, Function<Network, byte[]> onnx, MeasurementClock ticker, MeasurementListener listener) {
        this.device = device;
        this.onnx = onnx;
        this.ticker = ticker;
        this.listener = listener;
    }

    /**
     * Judges a table by random networks of a space, none of which the table's certificate names. Some that it does name
     * are measured along with them, to tell how fast the device is now. Until it can be judged, what was measured is kept in
     * a log beside the table; the same call, or one with more time, goes on from there.
     *
     * @param csv   the table's file
     * @param count of networks, at least 2
     * @throws InterruptedException if this thread was interrupted; nothing measured is lost
     * @throws UserError            if the table lacks units of the space or has seen its networks, less than two rounds could be
     *                              measured, the device fails, or the log cannot be written
     */
    public Validation validate(
            LatencyTable table, Path csv, SearchSpace space, int count, MeasurementProtocol discipline, long seed)
            throws InterruptedException {
        new LatencyPredictor(table).requireUnits(space);
        List<Network> networks = RandomNetworks.distinct(RandomNetworks.of(List.of(space), seed), count, seen(table));
        if (networks.size() < LEAST_NETWORKS) {
            throw new UserError(
                    "random networks of space '" + space.name() + "' are ones that the table was made with, all but "
                            + networks.size(),
                    "latency table " + table.name(),
                    "a space so small needs no other judgement than the certificate's own");
        }
        ReferenceNetworks anchors = ReferenceNetworks.of(table.certificate(), space);
        List<Probe> probes = anchors.among(networks).stream().map(Probe::whole).toList();
        Path logFile = MeasurementLog.beside(csv, "validation");
        Measurements measured = new InterleavedMeasurement(device, onnx, discipline, seed, ticker, listener)
                .measure(probes, StoppingRule.each(probes, discipline.targetPrecision()), logFile);
        Validation validation = judge(table, networks, anchors, measured, discipline, seed);
        MeasurementLog.delete(logFile);
        return validation;
    }

    private Validation judge(
            LatencyTable table,
            List<Network> networks,
            ReferenceNetworks anchors,
            Measurements measured,
            MeasurementProtocol discipline,
            long seed) {
        TimedNetworks whole = measured.whole(networks);
        var noise = NoiseFloor.alternating(networks, measured);
        var drift = NoiseFloor.laterOverEarlier(networks, measured);
        if (noise.isEmpty() || drift.isEmpty()) {
            throw tooLittle(whole.count(), measured, discipline);
        }
        ControlDrift control = ControlDrift.of(measured.controlMs());
        double controlOverTable =
                control.medianMs() / table.certificate().control().medianMs();
        var slowdown = anchors.slowdown(measured);
        double overTable = slowdown.map(Slowdown::overTable).orElse(controlOverTable);
        double variance = Math.max(noise.get().medianVariance(), drift.get().medianVariance());
        LatencyPredictor predictor = LatencyPredictor.ofMeasurement(table, variance, slowdown);
        return new Validation(
                PredictorEvaluation.quality(predictor, whole),
                PredictorEvaluation.quality(predictor, whole.scaled(1 / overTable)),
                noise.get(),
                drift.get(),
                control,
                controlOverTable,
                slowdown,
                seed,
                measured.seconds());
    }

    private UserError tooLittle(int networks, Measurements measured, MeasurementProtocol discipline) {
        String refused = measured.refusals().values().stream()
                .findFirst()
                .map(r -> "; the device refused: " + r)
                .orElse("");
        return new UserError(
                "measured " + networks + " networks in " + measured.roundsDone() + " rounds, too little" + refused,
                "device " + device.description().device().text(),
                "allow more time than " + discipline.budget().toSeconds() + " s",
                UserError.ExitCode.FAILED,
                null);
    }

    private static Set<String> seen(LatencyTable table) {
        Set<String> seen = new HashSet<>();
        Certificate certificate = table.certificate();
        certificate.calibration().networks().forEach(n -> seen.add(n.segments()));
        certificate.heldOutQuality().ifPresent(j -> j.networks().forEach(n -> seen.add(n.segments())));
        return seen;
    }
}

package dev.sartor.latency.measuring;

import dev.sartor.base.UserError;
import dev.sartor.device.Boards;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Validates a table: measures whole networks and compares them with its predictions. */
public final class Validator {
    private static final int MIN_NETWORKS = 2;

    private final Boards boards;
    private final Device device;
    private final Function<Network, byte[]> onnx;
    private final Function<Device, MeasurementClock> clocks;
    private final MeasurementListener listener;

    /** A validator that divides the measurement among boards. */
    public Validator(Boards boards, LongSupplier nanoTime, MeasurementListener listener) {
        this(
                boards,
                ProfilingModels.of(boards.first().description().device()),
                _ -> MeasurementClock.system(nanoTime),
                listener);
    }

    public Validator(
            Device device, Function<Network, byte[]> onnx, MeasurementClock clock, MeasurementListener listener) {
        this(Boards.of(device), onnx, _ -> clock, listener);
    }

    /**
     * A validator that divides the measurement among boards.
     *
     * @param clocks the clock for each board
     */
    public Validator(
            Boards boards,
            Function<Network, byte[]> onnx,
            Function<Device, MeasurementClock> clocks,
            MeasurementListener listener) {
        this.boards = boards;
        this.device = boards.first();
        this.onnx = onnx;
        this.clocks = clocks;
        this.listener = listener;
    }

    /**
     * Validates a table with random networks of a space, none of which the table was fitted to or tested with. Networks of its
     * calibration are measured too, to find the speed of the device. Until the validation is complete, the measurements are
     * stored in a log file beside the table; the same call, or one with a larger time limit, continues from the log. If the
     * certificate contains the result already, because a process was killed before it deleted the log, nothing more is measured.
     *
     * @param csv   the file of the table
     * @param count number of networks, at least 2
     * @param store stores the result, before the log with the measurements is deleted
     * @throws InterruptedException if this thread was interrupted; nothing measured is lost
     * @throws UserError            if the table lacks units of the space, the space has no new networks, fewer than two rounds
     *                              were measured, the device fails, or the log cannot be written
     */
    public Validation validate(
            LatencyTable table,
            Path csv,
            SearchSpace space,
            int count,
            MeasurementProtocol protocol,
            long seed,
            Consumer<Validation> store)
            throws InterruptedException {
        new LatencyPredictor(table).requireUnits(space);
        List<Network> networks =
                RandomNetworks.distinct(RandomNetworks.of(List.of(space), seed), count, networksOf(table));
        if (networks.size() < MIN_NETWORKS) {
            throw new UserError(
                    "only " + networks.size() + " random networks of space '" + space.name() + "' are new to the table",
                    "latency table " + table.name(),
                    "the space is too small for a validation: use the result for held-out networks in the certificate");
        }
        ReferenceNetworks reference = ReferenceNetworks.of(table.certificate(), space);
        List<Probe> probes = reference.interleavedWith(networks).stream()
                .map(Probe::ofNetwork)
                .toList();
        Path logFile = MeasurementLog.pathFor(csv, "validation");
        Measurements measured = new InterleavedMeasurement(boards, onnx, protocol, seed, clocks, listener)
                .measure(
                        probes,
                        StoppingRule.perProbe(probes, protocol.targetPrecision()),
                        logFile,
                        logged -> isStored(table, space, evaluate(table, networks, reference, logged, seed)));
        try {
            new ModelDependence(device, measured)
                    .checkNetworks(networks.stream().map(Probe::ofNetwork).toList());
        } catch (UserError e) {
            // a refused measurement is not continued
            MeasurementLog.delete(logFile);
            throw e;
        }
        Validation validation = evaluate(table, networks, reference, measured, seed)
                .orElseThrow(
                        () -> tooLittleMeasured(measured.timedNetworks(networks).count(), measured, protocol));
        store.accept(validation);
        MeasurementLog.delete(logFile);
        return validation;
    }

    /** Whether the process that measured this was killed after it had stored the result. */
    private static boolean isStored(LatencyTable table, SearchSpace space, Optional<Validation> validation) {
        return validation
                .filter(v -> table.certificate().contains(v, space.name()))
                .isPresent();
    }

    /** The validation; empty if too little was measured. */
    private static Optional<Validation> evaluate(
            LatencyTable table, List<Network> networks, ReferenceNetworks reference, Measurements measured, long seed) {
        TimedNetworks timed = measured.timedNetworks(networks);
        var noise = NoiseFloor.ofMeasurement(networks, measured);
        var drift = NoiseFloor.laterAgainstEarlierRounds(networks, measured);
        if (noise.isEmpty() || drift.isEmpty()) {
            return Optional.empty();
        }
        ControlDrift control = ControlDrift.of(measured.controlMs());
        double controlSlowdownSinceTable =
                control.medianMs() / table.certificate().control().medianMs();
        var slowdown = reference.slowdown(measured);
        double slowdownSinceTable = slowdown.map(Slowdown::slowdownSinceTable).orElse(controlSlowdownSinceTable);
        double variance = Math.max(noise.get().medianVariance(), drift.get().medianVariance());
        LatencyPredictor predictor = LatencyPredictor.ofMeasurement(table, variance, slowdown);
        return Optional.of(new Validation(
                PredictorEvaluation.quality(predictor, timed),
                PredictorEvaluation.quality(predictor, timed.scaled(1 / slowdownSinceTable)),
                noise.get(),
                drift.get(),
                control,
                controlSlowdownSinceTable,
                slowdown,
                measured.timerGrain().ms(),
                measured.boards(),
                seed,
                measured.seconds()));
    }

    private UserError tooLittleMeasured(int networks, Measurements measured, MeasurementProtocol protocol) {
        String refused = measured.refusals().values().stream()
                .findFirst()
                .map(r -> "; the device refused: " + r)
                .orElse("");
        return new UserError(
                "a validation needs 2 networks and 2 rounds, but " + networks + " networks were measured in "
                        + measured.roundCount() + " rounds" + refused,
                "device " + device.description().device().text(),
                "allow more time than " + protocol.budget().toSeconds() + " s",
                UserError.ExitCode.FAILED);
    }

    private static Set<String> networksOf(LatencyTable table) {
        Set<String> texts = new HashSet<>();
        Certificate certificate = table.certificate();
        certificate.calibration().networks().forEach(n -> texts.add(n.segments()));
        certificate.heldOutQuality().ifPresent(q -> q.networks().forEach(n -> texts.add(n.segments())));
        return texts;
    }
}

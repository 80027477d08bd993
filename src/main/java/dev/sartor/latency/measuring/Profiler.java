package dev.sartor.latency.measuring;

import dev.sartor.base.UserError;
import dev.sartor.device.Boards;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.calibration.Calibrator;
import dev.sartor.latency.calibration.UncalibratedFit;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.LatencyCalibration;
import dev.sartor.latency.certificate.MeasurementOrigin;
import dev.sartor.latency.certificate.MeasurementResult;
import dev.sartor.latency.certificate.SoftwareVersions;
import dev.sartor.latency.certificate.TableQuality;
import dev.sartor.latency.certificate.UnitGaps;
import dev.sartor.latency.measuring.plan.DeviceSpeed;
import dev.sartor.latency.measuring.plan.PlanStoppingRule;
import dev.sartor.latency.measuring.plan.ProfilingEstimate;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.result.NoiseFloor;
import dev.sartor.latency.measuring.schedule.InterleavedMeasurement;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.PredictorEvaluation;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Creates latency tables: measures units (stems, blocks and heads) and whole networks, and calibrates the units' costs on the
 * networks.
 */
public final class Profiler {
    /** The hash of the table's text, which is computed when the table is written. */
    private static final String HASH_NOT_YET_COMPUTED = "";

    private final Boards boards;
    private final Device device;
    private final Function<Network, byte[]> onnx;
    private final InstantSource wallClock;
    private final Function<Device, MeasurementClock> clocks;
    private final MeasurementListener listener;

    /** A profiler of a single device. */
    public Profiler(Device device, InstantSource wallClock, LongSupplier nanoTime, MeasurementListener listener) {
        this(Boards.of(device), wallClock, nanoTime, listener);
    }

    /** A profiler that divides the measurement among boards. */
    public Profiler(Boards boards, InstantSource wallClock, LongSupplier nanoTime, MeasurementListener listener) {
        this(
                boards,
                ProfilingModels.of(boards.first().description().device()),
                wallClock,
                _ -> MeasurementClock.system(nanoTime),
                listener);
    }

    public Profiler(
            Device device,
            Function<Network, byte[]> onnx,
            InstantSource wallClock,
            MeasurementClock clock,
            MeasurementListener listener) {
        this(Boards.of(device), onnx, wallClock, _ -> clock, listener);
    }

    /**
     * A profiler that divides the measurement among boards.
     *
     * @param clocks the clock for each board
     */
    public Profiler(
            Boards boards,
            Function<Network, byte[]> onnx,
            InstantSource wallClock,
            Function<Device, MeasurementClock> clocks,
            MeasurementListener listener) {
        this.boards = boards;
        this.device = boards.first();
        this.onnx = onnx;
        this.wallClock = wallClock;
        this.clocks = clocks;
        this.listener = listener;
    }

    /**
     * Estimates how long a plan takes, after a short measurement of the device.
     *
     * @throws UserError if the device cannot run a small model, or its clock does not work
     */
    public ProfilingEstimate estimate(ProfilingPlan plan) {
        try {
            return ProfilingEstimate.of(plan, DeviceSpeed.of(device, onnx, clocks.apply(device)), boards.count());
        } catch (DeviceFailure e) {
            throw ControlNetwork.deviceFailed(
                    device, "the device does not run a small model", "run the same command again", e);
        }
    }

    /**
     * Measures a plan and writes the table {@code csv} with its certificate. The measurements are stored in a log file beside
     * them until the table has all units; the same call, or one with a larger time limit, continues from the log.
     *
     * @throws InterruptedException if this thread was interrupted; nothing measured is lost
     * @throws UserError            if files cannot be written, the device fails, or too little could be measured
     */
    public LatencyTable profile(ProfilingPlan plan, Path csv) throws InterruptedException {
        Path logFile = logFile(csv);
        Measurements measured = new InterleavedMeasurement(
                        boards, onnx, plan.options().protocol(), plan.seed(), clocks, listener)
                .measure(plan.probes(), new PlanStoppingRule(plan), logFile);
        requireTimesDependOnModels(plan, measured, logFile);
        LatencyTable table = table(LatencyTableFile.tableName(csv), plan, measured);
        LatencyTableFile.write(table, csv);
        if (table.certificate().gaps().missing().isEmpty()) {
            MeasurementLog.delete(logFile);
        }
        return LatencyTableFile.read(csv);
    }

    /** Whether a table is complete: {@link #profile} has written it and deleted its log. */
    public static boolean isProfiled(Path csv) {
        return Files.exists(csv) && !Files.exists(logFile(csv));
    }

    private static Path logFile(Path csv) {
        return MeasurementLog.pathFor(csv, "measurements");
    }

    /** Refuses times that do not depend on the models; the log is then deleted, so that the measurement is not continued. */
    private void requireTimesDependOnModels(ProfilingPlan plan, Measurements measured, Path logFile) {
        try {
            var dependence = new ModelDependence(device, measured);
            dependence.checkUnits(plan.probes());
            // only that the times of networks are not all equal; whether they follow the sizes of the networks, which
            // may
            // be similar, is left to the validation of the table
            dependence.checkTimesDiffer(
                    plan.networks().stream().map(Probe::ofNetwork).toList());
        } catch (UserError e) {
            MeasurementLog.delete(logFile);
            throw e;
        }
    }

    /** The table computed from a measurement. */
    LatencyTable table(String name, ProfilingPlan plan, Measurements measured) {
        Map<String, String> refusedUnits = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        List<UnitLatency> rows = new ArrayList<>();
        for (Unit unit : plan.allUnits()) {
            Optional<UnitLatency> row = plan.options().method().uncalibratedRow(unit, plan.calibration(), measured);
            if (row.isPresent()) {
                rows.add(row.get());
            } else {
                refusal(plan, unit, measured)
                        .ifPresentOrElse(reason -> refusedUnits.put(unit.key(), reason), () -> missing.add(unit.key()));
            }
        }
        if (rows.isEmpty()) {
            throw nothingMeasured(plan, refusedUnits);
        }
        Calibrator.Fit fit = fit(
                plan.options().method().name(), rows, measured.timedNetworks(withAllUnits(plan.calibration(), rows)));
        Certificate certificate = certificate(plan, measured, fit.calibration(), refusedUnits, missing);
        LatencyTable table = new LatencyTable(name, fit.units(), certificate);
        TimedNetworks heldOut = measured.timedNetworks(withAllUnits(plan.heldOut(), rows));
        return heldOut.count() < 2
                ? table
                : new LatencyTable(
                        name,
                        fit.units(),
                        certificate.withHeldOut(PredictorEvaluation.quality(new LatencyPredictor(table), heldOut)));
    }

    private Optional<String> refusal(ProfilingPlan plan, Unit unit, Measurements measured) {
        return plan.options().method().probes(unit, plan.calibration()).stream()
                .flatMap(p -> Optional.ofNullable(measured.refusals().get(p.key())).stream())
                .findFirst();
    }

    /** Networks whose units all have rows. */
    private static List<Network> withAllUnits(List<Network> networks, List<UnitLatency> rows) {
        Set<String> keys = new HashSet<>();
        rows.forEach(r -> keys.add(r.key()));
        return networks.stream()
                .filter(n -> n.segments().stream().allMatch(s -> s.isEmpty() || keys.contains(s.key())))
                .toList();
    }

    private Calibrator.Fit fit(String method, List<UnitLatency> rows, TimedNetworks networks) {
        return networks.count() < Calibrator.MIN_NETWORKS
                ? UncalibratedFit.of(method, rows, networks)
                : new Calibrator(
                                rows,
                                networks.networks(),
                                networks.measuredMs(),
                                device.description().device().precision())
                        .fit(method);
    }

    private UserError nothingMeasured(ProfilingPlan plan, Map<String, String> refusedUnits) {
        String why = refusedUnits.isEmpty()
                ? ""
                : "; the device refused " + refusedUnits.size() + " units, first "
                        + refusedUnits.entrySet().iterator().next();
        return new UserError(
                "measured none of " + plan.allUnits().size() + " units" + why,
                "device " + device.description().device().text(),
                "allow more time than " + plan.options().protocol().budget().toSeconds()
                        + " s, or choose a smaller space",
                UserError.ExitCode.FAILED);
    }

    /** Units that were mostly measured while the device was much slower than usual. */
    private static List<String> slowUnits(ProfilingPlan plan, Measurements measured) {
        Set<String> disturbed = measured.disturbedProbes();
        return plan.allUnits().stream()
                .filter(u -> plan.options().method().probes(u, plan.calibration()).stream()
                        .anyMatch(p -> disturbed.contains(p.key())))
                .map(Unit::key)
                .toList();
    }

    private Certificate certificate(
            ProfilingPlan plan,
            Measurements measured,
            LatencyCalibration calibration,
            Map<String, String> refusedUnits,
            List<String> missing) {
        return new Certificate(
                new MeasurementOrigin(
                        wallClock.instant(),
                        SoftwareVersions.current(device.description().device()),
                        device.description(),
                        plan.spaces(),
                        plan.seed(),
                        plan.options().protocol()),
                new MeasurementResult(
                        measured.seconds(),
                        measured.roundCount(),
                        ControlDrift.of(measured.controlMs()),
                        NoiseFloor.ofMeasurement(plan.networks(), measured),
                        measured.timerGrain().ms(),
                        measured.boards()),
                calibration,
                TableQuality.unknown(),
                new UnitGaps(refusedUnits, missing, slowUnits(plan, measured)),
                HASH_NOT_YET_COMPUTED);
    }
}

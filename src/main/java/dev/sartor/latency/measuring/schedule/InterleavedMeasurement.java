package dev.sartor.latency.measuring.schedule;

import dev.sartor.base.UserError;
import dev.sartor.device.Boards;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.WholeRunProbe;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.result.VisitBuffer;
import dev.sartor.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Times {@link Probe probes} (networks as models) in interleaved rounds (see {@link MeasurementProtocol}). The seed determines
 * the order of visits. A measurement that was interrupted continues with exactly the missing visits.
 */
public final class InterleavedMeasurement {
    private final List<MeasurementSetup> boards;

    /** @param onnx makes the model file of a network */
    public InterleavedMeasurement(
            Device device,
            Function<Network, byte[]> onnx,
            MeasurementProtocol protocol,
            long seed,
            MeasurementClock clock,
            MeasurementListener listener) {
        this(Boards.of(device), onnx, protocol, seed, _ -> clock, listener);
    }

    /**
     * A measurement that is divided among boards.
     *
     * @param onnx     makes the model file of a network
     * @param clocks   the clock for each board; the same one, except for simulated boards
     * @param listener called by one thread for each board
     */
    public InterleavedMeasurement(
            Boards boards,
            Function<Network, byte[]> onnx,
            MeasurementProtocol protocol,
            long seed,
            Function<Device, MeasurementClock> clocks,
            MeasurementListener listener) {
        this.boards = boards.all().stream()
                .map(b -> new MeasurementSetup(b, onnx, protocol, seed, clocks.apply(b.device()), listener))
                .toList();
    }

    /**
     * Measures probes into a log; continues an interrupted measurement of the same probes.
     *
     * @throws InterruptedException if this thread was interrupted; everything measured is in the log
     * @throws dev.sartor.base.UserError  if the device no longer works at all, or the log is of another measurement or cannot
     * be written
     */
    public Measurements measure(List<Probe> probes, StoppingRule stopping, Path logFile) throws InterruptedException {
        return measure(probes, stopping, logFile, _ -> false);
    }

    /**
     * The same, but measures nothing more if the visits in the log are all that is needed.
     *
     * @param complete decides that from the visits in the log
     */
    public Measurements measure(
            List<Probe> probes, StoppingRule stopping, Path logFile, Predicate<Measurements> complete)
            throws InterruptedException {
        var measured = new Measurements();
        MeasurementSetup setup = boards.getFirst();
        var subject = MeasurementLog.Subject.of(
                setup.device().description(), probes, setup.protocol().rounds(), setup.seed());
        try (MeasurementLog log = MeasurementLog.open(logFile, subject, measured)) {
            log.discardReason().ifPresent(setup.listener()::onRestart);
            if (!complete.test(measured)) {
                measureOnBoards(probes, stopping, measured, log::append);
            }
        } catch (UnequalBoard e) {
            MeasurementLog.removeBoard(logFile, e.board());
            throw e.error();
        }
        return measured;
    }

    /**
     * Makes the visits that {@code measured} does not have yet, and adds them. If time or memory do not suffice for all probes,
     * the first ones have priority.
     *
     * @param stopping evaluated after every round
     * @param log      receives the visits, about every second
     * @throws InterruptedException if this thread was interrupted; all visits have been added
     * @throws dev.sartor.base.UserError  if the device no longer works at all
     */
    public void measure(
            List<Probe> probes, StoppingRule stopping, Measurements measured, Consumer<MeasurementLog.Line> log)
            throws InterruptedException {
        try {
            measureOnBoards(probes, stopping, measured, log);
        } catch (UnequalBoard e) {
            throw e.error();
        }
    }

    /** @throws UnequalBoard if a board is not as fast as the others */
    private void measureOnBoards(
            List<Probe> probes, StoppingRule stopping, Measurements measured, Consumer<MeasurementLog.Line> log)
            throws InterruptedException {
        MeasurementSetup first = boards.getFirst();
        var progress = new ProgressEstimator(
                first.listener(),
                first.protocol(),
                probes.stream().mapToLong(p -> measured.visitCount(p.key())).sum());
        BoardRun run = (setup, passes) -> run(setup, probes, stopping, measured, log, passes, progress);
        if (boards.size() > 1) {
            new BoardsMeasurement(boards, run, measured).run();
            return;
        }
        try {
            run.measure(first, Passes.alone(first.protocol().rounds()));
        } catch (DeviceFailure e) {
            throw stoppedWorking(first, e);
        }
    }

    /** Makes passes on one board. */
    @FunctionalInterface
    interface BoardRun {
        /** @throws DeviceFailure if the board no longer works at all */
        void measure(MeasurementSetup setup, Passes passes) throws InterruptedException;
    }

    private static void run(
            MeasurementSetup setup,
            List<Probe> probes,
            StoppingRule stopping,
            Measurements measured,
            Consumer<MeasurementLog.Line> log,
            Passes passes,
            ProgressEstimator progress)
            throws InterruptedException {
        try (var buffer = new VisitBuffer(setup.board().name(), measured, log, setup.clock());
                var control = new ControlMonitor(
                        WholeRunProbe.open(
                                setup.device(),
                                ControlNetwork.KEY,
                                setup.onnx().apply(ControlNetwork.network()),
                                setup.clock()),
                        buffer,
                        setup.clock(),
                        setup.listener(),
                        setup.protocol().budget())) {
            new MeasurementRun(setup, probes, stopping, buffer, control, passes, progress).run();
        }
    }

    static UserError stoppedWorking(MeasurementSetup setup, DeviceFailure e) {
        return ControlNetwork.deviceFailed(
                setup.device(),
                "the device stopped working",
                "run the same command again: profile and validate continue where they stopped",
                e);
    }
}

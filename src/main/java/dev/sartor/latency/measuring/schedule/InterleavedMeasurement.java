package dev.sartor.latency.measuring.schedule;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.ControlNetwork;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.OpenProbe;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.TimedProbe;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.result.VisitBuffer;
import dev.sartor.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Times probes in interleaved rounds (see {@link MeasurementProtocol}). The seed determines the order of visits, so that an
 * interrupted measurement continues with exactly the missing visits.
 */
public final class InterleavedMeasurement {
    private static final int MAX_VISITS_PER_CONTROL = 10;
    private static final int CONTROLS_PER_ROUND = 10;
    /** Maximum fraction of the remaining time to open sessions; probes that are not open by then wait for the next group. */
    private static final double OPENING_SHARE = 0.3;

    /** Failures of a probe that ran before until it is refused: a single failure may be a lost connection or a busy phone. */
    private static final int MAX_FAILURES = 2;

    private final Device device;
    private final Function<Network, byte[]> onnx;
    private final MeasurementProtocol protocol;
    private final long seed;
    private final MeasurementClock ticker;
    private final MeasurementListener listener;

    /** @param onnx makes the model file of a network */
    public InterleavedMeasurement(
            Device device,
            Function<Network, byte[]> onnx,
            MeasurementProtocol protocol,
            long seed,
            MeasurementClock ticker,
            MeasurementListener listener) {
        this.device = device;
        this.onnx = onnx;
        this.protocol = protocol;
        this.seed = seed;
        this.ticker = ticker;
        this.listener = listener;
    }

    /**
     * Measures probes into a log; continues an interrupted measurement of the same probes.
     *
     * @throws InterruptedException if this thread was interrupted; everything measured is in the log
     * @throws UserError            if the device no longer works at all, or the log is of another measurement or cannot be written
     */
    public Measurements measure(List<Probe> probes, StoppingRule stopping, Path logFile) throws InterruptedException {
        var measured = new Measurements(protocol.rounds());
        var subject = MeasurementLog.Subject.of(device.description(), probes, protocol.rounds(), seed);
        try (MeasurementLog log = MeasurementLog.open(logFile, subject, measured)) {
            log.discardedBecause().ifPresent(listener::restarted);
            measure(probes, stopping, measured, log::append);
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
     * @throws UserError            if the device no longer works at all
     */
    public void measure(
            List<Probe> probes, StoppingRule stopping, Measurements measured, Consumer<MeasurementLog.Line> log)
            throws InterruptedException {
        try (var buffer = new VisitBuffer(measured, log, ticker);
                var control = new ControlMonitor(
                        TimedProbe.open(device, ControlNetwork.KEY, onnx.apply(ControlNetwork.network()), ticker),
                        buffer,
                        ticker,
                        listener,
                        protocol.budget())) {
            new Execution(probes, stopping, buffer, control).run();
        } catch (DeviceFailure e) {
            throw ControlNetwork.deviceFailed(
                    device,
                    "the device stopped working",
                    "give the same command again: profile and validate go on where they stopped",
                    e);
        }
    }

    /** One call of {@link #measure}. */
    private final class Execution {
        private final List<Probe> probes;
        private final SessionGroups groups;
        private final StoppingRule stopping;
        private final VisitBuffer buffer;
        private final ControlMonitor control;
        private final ProgressEstimator progress;
        private final int visitsPerControl;
        private final Map<String, Integer> failures = new HashMap<>();
        private Set<String> finished;
        private int visits;

        Execution(List<Probe> probes, StoppingRule stopping, VisitBuffer buffer, ControlMonitor control) {
            this.probes = probes;
            this.groups = SessionGroups.of(protocol, device, seed);
            this.stopping = stopping;
            this.finished = stopping.finished(buffer.measured());
            this.buffer = buffer;
            this.control = control;
            this.visitsPerControl = Math.clamp(probes.size() / CONTROLS_PER_ROUND, 1, MAX_VISITS_PER_CONTROL);
            this.progress = new ProgressEstimator(
                    listener,
                    protocol,
                    probes.stream()
                            .mapToLong(p -> buffer.measured().visits(p.key()))
                            .sum());
        }

        void run() throws InterruptedException {
            progress.remaining(remaining());
            for (int pass = 0; pass < SessionGroups.passes(protocol.rounds()); pass++) {
                pass(pass);
            }
        }

        private void pass(int pass) throws InterruptedException {
            int first = pass * MeasurementProtocol.ROUNDS_PER_PASS;
            int last = Math.min(first + MeasurementProtocol.ROUNDS_PER_PASS, protocol.rounds());
            List<Probe> missing =
                    probes.stream().filter(p -> missing(p, first, last)).toList();
            for (List<Probe> group : groups.of(missing, pass)) {
                List<Probe> waiting = group;
                while (!waiting.isEmpty() && !outOfTime()) {
                    waiting = measureGroup(waiting, first, last);
                }
            }
        }

        /** Measures as many probes as can be opened in time, and returns the others. */
        private List<Probe> measureGroup(List<Probe> group, int first, int last) throws InterruptedException {
            List<OpenProbe> open = new ArrayList<>();
            try {
                int tried = open(group, open);
                for (int round = first; round < last && !outOfTime(); round++) {
                    round(open, round);
                }
                return group.subList(tried, group.size());
            } finally {
                open.forEach(OpenProbe::close);
            }
        }

        private boolean missing(Probe probe, int first, int last) {
            for (int round = first; round < last; round++) {
                if (isDue(probe.key(), round)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isDue(String probe, int round) {
            return !buffer.measured().has(probe, round) && !buffer.refused(probe) && !finished.contains(probe);
        }

        /** Opens probes until the time for it is used up, at least one, and returns how many were tried. */
        private int open(List<Probe> probes, List<OpenProbe> open) throws InterruptedException {
            double until = buffer.seconds() + OPENING_SHARE * (budgetSeconds() - buffer.seconds());
            int tried = 0;
            while (tried < probes.size() && (tried == 0 || buffer.seconds() < until)) {
                stopIfInterrupted();
                Probe probe = probes.get(tried++);
                try {
                    open.add(OpenProbe.open(device, probe, onnx, ticker));
                } catch (DeviceFailure e) {
                    refuse(probe.key(), e);
                }
                listener.opened(open.size(), probes.size());
            }
            return tried;
        }

        private void round(List<OpenProbe> open, int round) throws InterruptedException {
            List<OpenProbe> order = new ArrayList<>(
                    open.stream().filter(p -> isDue(p.key(), round)).toList());
            Collections.shuffle(order, new SplittableRandom(seed + 1 + round));
            for (int from = 0; from < order.size(); from += device.requestsPerCall()) {
                List<OpenProbe> next = order.subList(from, Math.min(from + device.requestsPerCall(), order.size()));
                if (next.size() == 1 || !visitTogether(next, round)) {
                    visitEach(next, round);
                }
            }
            buffer.flush();
            finished = stopping.finished(buffer.measured());
            progress.remaining(remaining());
        }

        private long remaining() {
            return probes.stream()
                    .map(Probe::key)
                    .filter(p -> !buffer.refused(p) && !finished.contains(p))
                    .mapToLong(p -> protocol.rounds() - buffer.measured().visits(p))
                    .sum();
        }

        private void visitEach(List<OpenProbe> probes, int round) throws InterruptedException {
            for (OpenProbe probe : probes) {
                stopIfInterrupted();
                if (!outOfTime() && !buffer.refused(probe.key())) {
                    visit(probe, round);
                }
            }
        }

        /** Visits several probes in one request; false if one of them failed, since it is not known which. */
        private boolean visitTogether(List<OpenProbe> probes, int round) throws InterruptedException {
            stopIfInterrupted();
            if (outOfTime()) {
                return true;
            }
            control.visit(round);
            List<TimedProbe> runs = probes.stream().map(TimedProbe.class::cast).toList();
            try {
                List<double[]> times =
                        device.timesMs(runs.stream().map(TimedProbe::request).toList());
                buffer.add(
                        IntStream.range(0, runs.size())
                                .mapToObj(i -> runs.get(i).visit(times.get(i)))
                                .toList(),
                        round);
                runs.forEach(_ -> progress.addVisit(round, buffer.seconds()));
                return true;
            } catch (DeviceFailure e) {
                return false;
            }
        }

        private void visit(OpenProbe probe, int round) throws InterruptedException {
            if (visits++ % visitsPerControl == 0) {
                control.visit(round);
            }
            try {
                buffer.add(probe.visit(), round);
                progress.addVisit(round, buffer.seconds());
            } catch (DeviceFailure e) {
                refuse(probe.key(), e);
            }
        }

        /**
         * Refuses a probe if the control network still runs; otherwise the device has failed. A probe that ran before is refused
         * only after several failures. Nothing is refused if Ctrl-C has stopped the device's processes along with this one.
         */
        private void refuse(String probe, DeviceFailure e) throws InterruptedException {
            stopIfInterrupted();
            control.checkAlive();
            if (buffer.measured().visits(probe) > 0 && failures.merge(probe, 1, Integer::sum) < MAX_FAILURES) {
                return;
            }
            buffer.refuse(probe, String.valueOf(e.getMessage()));
            listener.refused(probe, e.getMessage());
        }

        private boolean outOfTime() {
            return buffer.seconds() >= budgetSeconds();
        }

        private double budgetSeconds() {
            return protocol.budget().toMillis() / 1e3;
        }

        private void stopIfInterrupted() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("The measurement was interrupted; it continues where it stopped");
            }
        }
    }
}

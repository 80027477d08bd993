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
 * Times probes in interleaved rounds (see {@link MeasurementProtocol}). Which probe is visited when follows from the seed, so that
 * an interrupted measurement goes on with just the visits that are missing.
 */
public final class InterleavedMeasurement {
    private static final int MOST_VISITS_PER_CONTROL = 10;
    private static final int CONTROLS_PER_ROUND = 10;
    /** Of the time that is left, opening sessions may take this share; what is not open by then has to wait. */
    private static final double OPENING_SHARE = 0.3;

    /** Of a probe that ran before, until it is given up: connections hiccup, and phones are busy. */
    private static final int MOST_FAILURES = 2;

    private final Device device;
    private final Function<Network, byte[]> onnx;
    private final MeasurementProtocol discipline;
    private final long seed;
    private final MeasurementClock ticker;
    private final MeasurementListener listener;

    /** @param onnx the model file of a network */
    public InterleavedMeasurement(
            Device device,
            Function<Network, byte[]> onnx,
            MeasurementProtocol discipline,
            long seed,
            MeasurementClock ticker,
            MeasurementListener listener) {
        this.device = device;
        this.onnx = onnx;
        this.discipline = discipline;
        this.seed = seed;
        this.ticker = ticker;
        this.listener = listener;
    }

    /**
     * Measures probes into a log, from where an interrupted measurement of the same stopped.
     *
     * @throws InterruptedException if this thread was interrupted; everything measured is in the log
     * @throws UserError            if the device no longer works at all, or the log is of another measurement or cannot be written
     */
    public Measurements measure(List<Probe> probes, StoppingRule settling, Path logFile) throws InterruptedException {
        var measured = new Measurements(discipline.rounds());
        var subject = MeasurementLog.Subject.of(device.description(), probes, discipline.rounds(), seed);
        try (MeasurementLog log = MeasurementLog.open(logFile, subject, measured)) {
            log.outdated().ifPresent(listener::begunAnew);
            measure(probes, settling, measured, log::append);
        }
        return measured;
    }

    /**
     * Measures what {@code measured} does not hold yet, and enters it there. Where time or memory do not reach for all
     * probes at once, the first come first.
     *
     * @param settling asked after every round
     * @param log      told of everything that was measured, about every second
     * @throws InterruptedException if this thread was interrupted; everything measured has been entered
     * @throws UserError            if the device no longer works at all
     */
    public void measure(
            List<Probe> probes, StoppingRule settling, Measurements measured, Consumer<MeasurementLog.Line> log)
            throws InterruptedException {
        try (var buffer = new VisitBuffer(measured, log, ticker);
                var control = new ControlMonitor(
                        TimedProbe.open(device, ControlNetwork.KEY, onnx.apply(ControlNetwork.network()), ticker),
                        buffer,
                        ticker,
                        listener,
                        discipline.budget())) {
            new Course(probes, settling, buffer, control).run();
        } catch (DeviceFailure e) {
            throw ControlNetwork.failed(
                    device,
                    "the device stopped working",
                    "give the same command again: profile and validate go on where they stopped",
                    e);
        }
    }

    /** One call of {@link #measure}. */
    private final class Course {
        private final List<Probe> probes;
        private final SessionGroups groups;
        private final StoppingRule settling;
        private final VisitBuffer buffer;
        private final ControlMonitor control;
        private final ProgressEstimator progress;
        private final int visitsPerControl;
        private final Map<String, Integer> failures = new HashMap<>();
        private Set<String> settled;
        private int visits;

        Course(List<Probe> probes, StoppingRule settling, VisitBuffer buffer, ControlMonitor control) {
            this.probes = probes;
            this.groups = SessionGroups.of(discipline, device, seed);
            this.settling = settling;
            this.settled = settling.settled(buffer.measured());
            this.buffer = buffer;
            this.control = control;
            this.visitsPerControl = Math.clamp(probes.size() / CONTROLS_PER_ROUND, 1, MOST_VISITS_PER_CONTROL);
            this.progress = new ProgressEstimator(
                    listener,
                    discipline,
                    probes.stream()
                            .mapToLong(p -> buffer.measured().visits(p.key()))
                            .sum());
        }

        void run() throws InterruptedException {
            progress.remaining(remaining());
            for (int pass = 0; pass < SessionGroups.passes(discipline.rounds()); pass++) {
                pass(pass);
            }
        }

        private void pass(int pass) throws InterruptedException {
            int first = pass * MeasurementProtocol.ROUNDS_PER_PASS;
            int last = Math.min(first + MeasurementProtocol.ROUNDS_PER_PASS, discipline.rounds());
            List<Probe> missing =
                    probes.stream().filter(p -> missing(p, first, last)).toList();
            for (List<Probe> group : groups.of(missing, pass)) {
                List<Probe> waiting = group;
                while (!waiting.isEmpty() && !outOfTime()) {
                    waiting = together(waiting, first, last);
                }
            }
        }

        /** Measures as many as can be opened in time, and returns the others. */
        private List<Probe> together(List<Probe> group, int first, int last) throws InterruptedException {
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
                if (wanted(probe.key(), round)) {
                    return true;
                }
            }
            return false;
        }

        private boolean wanted(String probe, int round) {
            return !buffer.measured().has(probe, round) && !buffer.refused(probe) && !settled.contains(probe);
        }

        /** Opens probes for as long as it may, at least one, and returns how many it came to. */
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
                    open.stream().filter(p -> wanted(p.key(), round)).toList());
            Collections.shuffle(order, new SplittableRandom(seed + 1 + round));
            for (int from = 0; from < order.size(); from += device.turnsAtOnce()) {
                List<OpenProbe> next = order.subList(from, Math.min(from + device.turnsAtOnce(), order.size()));
                if (next.size() == 1 || !visitTogether(next, round)) {
                    visitEach(next, round);
                }
            }
            buffer.flush();
            settled = settling.settled(buffer.measured());
            progress.remaining(remaining());
        }

        private long remaining() {
            return probes.stream()
                    .map(Probe::key)
                    .filter(p -> !buffer.refused(p) && !settled.contains(p))
                    .mapToLong(p -> discipline.rounds() - buffer.measured().visits(p))
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

        /** In one go, where the device can: false if one of them failed, for then nobody knows which. */
        private boolean visitTogether(List<OpenProbe> probes, int round) throws InterruptedException {
            stopIfInterrupted();
            if (outOfTime()) {
                return true;
            }
            control.visit(round);
            List<TimedProbe> runs = probes.stream().map(TimedProbe.class::cast).toList();
            try {
                List<double[]> times =
                        device.timesMs(runs.stream().map(TimedProbe::turn).toList());
                buffer.add(
                        IntStream.range(0, runs.size())
                                .mapToObj(i -> runs.get(i).visited(times.get(i)))
                                .toList(),
                        round);
                runs.forEach(_ -> progress.visited(round, buffer.seconds()));
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
                progress.visited(round, buffer.seconds());
            } catch (DeviceFailure e) {
                refuse(probe.key(), e);
            }
        }

        /**
         * The probe is to blame if the control still runs, else the device; one that ran before may have been unlucky. Nobody is
         * where Ctrl-C has stopped the device's processes along with this one.
         */
        private void refuse(String probe, DeviceFailure e) throws InterruptedException {
            stopIfInterrupted();
            control.checkAlive();
            if (buffer.measured().visits(probe) > 0 && failures.merge(probe, 1, Integer::sum) < MOST_FAILURES) {
                return;
            }
            buffer.refuse(probe, String.valueOf(e.getMessage()));
            listener.refused(probe, e.getMessage());
        }

        private boolean outOfTime() {
            return buffer.seconds() >= budgetSeconds();
        }

        private double budgetSeconds() {
            return discipline.budget().toMillis() / 1e3;
        }

        private void stopIfInterrupted() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("The measurement was interrupted; it goes on where it stopped");
            }
        }
    }
}

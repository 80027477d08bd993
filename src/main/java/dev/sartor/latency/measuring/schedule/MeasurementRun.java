package dev.sartor.latency.measuring.schedule;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.OpenProbe;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.WholeRunProbe;
import dev.sartor.latency.measuring.result.VisitBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One run of an {@link InterleavedMeasurement}: makes the visits (timed runs of one model) that are missing, round by round. A
 * pass is a few rounds, for which the sessions are opened once.
 */
final class MeasurementRun {
    /** Maximum number of visits between two visits to the control network. */
    private static final int MAX_VISITS_PER_CONTROL = 10;
    /** Number of visits to the control network in a round with many probes. */
    private static final int CONTROLS_PER_ROUND = 10;
    /** Maximum fraction of the remaining time to open sessions; probes that are not open by then wait for the next group. */
    private static final double OPENING_SHARE = 0.3;

    /** Failures of a probe that ran before until it is refused: a single failure may be a lost connection or a busy phone. */
    private static final int MAX_FAILURES = 2;

    private final Device device;
    private final MeasurementSetup setup;
    private final MeasurementProtocol protocol;
    private final MeasurementListener listener;
    private final List<Probe> probes;
    private final SessionGroups groups;
    private final StoppingRule stopping;
    private final VisitBuffer buffer;
    private final ControlMonitor control;
    private final PassSource passes;
    private final int roundsPerPass;
    private final ProgressEstimator progress;
    private final int visitsPerControl;
    private final Map<String, Integer> failures = new HashMap<>();
    private Set<String> finished;
    private int visits;

    /**
     * @param passes   the passes to make
     * @param progress counts the visits of all runs of the measurement
     */
    MeasurementRun(
            MeasurementSetup setup,
            List<Probe> probes,
            StoppingRule stopping,
            VisitBuffer buffer,
            ControlMonitor control,
            Passes passes,
            ProgressEstimator progress) {
        this.device = setup.device();
        this.setup = setup;
        this.protocol = setup.protocol();
        this.listener = setup.listener();
        this.probes = probes;
        this.groups = SessionGroups.of(protocol, device, setup.seed());
        this.stopping = stopping;
        this.buffer = buffer;
        this.finished = finishedProbes();
        this.control = control;
        this.passes = passes.source();
        this.roundsPerPass = passes.rounds();
        this.visitsPerControl = Math.clamp(probes.size() / CONTROLS_PER_ROUND, 1, MAX_VISITS_PER_CONTROL);
        this.progress = progress;
    }

    /** With several boards, measurements of the others may be added at any time. */
    private Set<String> finishedProbes() {
        synchronized (buffer.measurements()) {
            return stopping.finishedProbes(buffer.measurements());
        }
    }

    void run() throws InterruptedException {
        progress.setRemainingVisits(minRemainingVisits(), remainingVisits());
        while (remainingVisits() > 0 && !outOfTime()) {
            OptionalInt pass = passes.next();
            if (pass.isEmpty()) {
                return;
            }
            measurePass(pass.getAsInt());
        }
    }

    private void measurePass(int pass) throws InterruptedException {
        int fromRound = pass * roundsPerPass;
        int toRound = fromRound + Math.min(roundsPerPass, protocol.rounds() - fromRound);
        List<Probe> missing = probes.stream()
                .filter(p -> hasMissingVisits(p, fromRound, toRound))
                .toList();
        for (List<Probe> group : groups.of(missing, pass)) {
            List<Probe> waiting = group;
            while (!waiting.isEmpty() && !outOfTime()) {
                waiting = measureGroup(waiting, fromRound, toRound);
            }
        }
    }

    /**
     * Measures as many probes as can be opened in time, and returns the others.
     *
     * @param toRound the round after the last one
     */
    private List<Probe> measureGroup(List<Probe> group, int fromRound, int toRound) throws InterruptedException {
        List<OpenProbe> open = new ArrayList<>();
        try {
            int tried = openProbes(group, open);
            for (int round = fromRound; round < toRound && !outOfTime(); round++) {
                measureRound(open, round);
            }
            return group.subList(tried, group.size());
        } finally {
            open.forEach(OpenProbe::close);
        }
    }

    private boolean hasMissingVisits(Probe probe, int fromRound, int toRound) {
        for (int round = fromRound; round < toRound; round++) {
            if (isDue(probe.key(), round)) {
                return true;
            }
        }
        return false;
    }

    private boolean isDue(String probe, int round) {
        return !buffer.measurements().isVisited(probe, round) && !buffer.isRefused(probe) && !finished.contains(probe);
    }

    /**
     * Opens probes, at least one, until the time for opening is used up.
     *
     * @param open receives the probes that could be opened
     * @return the number of probes that were tried, which include refused ones
     */
    private int openProbes(List<Probe> probes, List<OpenProbe> open) throws InterruptedException {
        double until = buffer.seconds() + OPENING_SHARE * (budgetSeconds() - buffer.seconds());
        int tried = 0;
        while (tried < probes.size() && (tried == 0 || buffer.seconds() < until)) {
            stopIfInterrupted();
            Probe probe = probes.get(tried++);
            try {
                open.add(OpenProbe.open(device, probe, setup.onnx(), setup.clock()));
            } catch (DeviceFailure e) {
                refuse(probe.key(), e);
            }
            listener.onOpened(open.size(), probes.size());
        }
        return tried;
    }

    private void measureRound(List<OpenProbe> open, int round) throws InterruptedException {
        List<OpenProbe> order =
                new ArrayList<>(open.stream().filter(p -> isDue(p.key(), round)).toList());
        Collections.shuffle(order, new SplittableRandom(setup.seed() + 1 + round));
        for (int from = 0; from < order.size(); from += device.requestsPerCall()) {
            List<OpenProbe> batch = order.subList(from, Math.min(from + device.requestsPerCall(), order.size()));
            if (batch.size() == 1 || !visitTogether(batch, round)) {
                visitEach(batch, round);
            }
        }
        buffer.flush();
        finished = finishedProbes();
        progress.setRemainingVisits(minRemainingVisits(), remainingVisits());
    }

    private long remainingVisits() {
        return remainingVisits(protocol.rounds());
    }

    /**
     * The minimum number of remaining visits: fewer than {@link #remainingVisits()} if probes are finished once their precision
     * is reached.
     */
    private long minRemainingVisits() {
        return remainingVisits(
                protocol.targetPrecision() == 0
                        ? protocol.rounds()
                        : Math.min(MeasurementProtocol.MIN_ROUNDS, protocol.rounds()));
    }

    private long remainingVisits(int visitsPerProbe) {
        return probes.stream()
                .map(Probe::key)
                .filter(p -> !buffer.isRefused(p) && !finished.contains(p))
                .mapToLong(
                        p -> Math.max(0, visitsPerProbe - buffer.measurements().visitCount(p)))
                .sum();
    }

    private void visitEach(List<OpenProbe> probes, int round) throws InterruptedException {
        for (OpenProbe probe : probes) {
            stopIfInterrupted();
            if (!outOfTime() && !buffer.isRefused(probe.key())) {
                visit(probe, round);
            }
        }
    }

    /** Visits several probes in one request. Returns false if one of them failed, which leaves open which one it was. */
    private boolean visitTogether(List<OpenProbe> probes, int round) throws InterruptedException {
        stopIfInterrupted();
        if (outOfTime()) {
            return true;
        }
        control.visit(round);
        List<WholeRunProbe> runs =
                probes.stream().map(WholeRunProbe.class::cast).toList();
        try {
            List<double[]> times =
                    device.timesMs(runs.stream().map(WholeRunProbe::request).toList());
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
     * Handles the failure of a probe: refuses it if the control network still runs; otherwise the device has failed. A probe
     * that ran before is refused only after several failures. If Ctrl-C has stopped the device's processes too, nothing is
     * refused.
     */
    private void refuse(String probe, DeviceFailure e) throws InterruptedException {
        stopIfInterrupted();
        control.checkAlive();
        if (buffer.measurements().visitCount(probe) > 0 && failures.merge(probe, 1, Integer::sum) < MAX_FAILURES) {
            return;
        }
        buffer.refuse(probe, String.valueOf(e.getMessage()));
        listener.onRefused(probe, e.getMessage());
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

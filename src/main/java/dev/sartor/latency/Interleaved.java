package dev.sartor.latency;

import dev.sartor.arch.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Times probes in interleaved rounds (see {@link Discipline}). Which probe is visited when follows from the seed, so that
 * an interrupted measurement goes on with just the visits that are missing.
 */
final class Interleaved {
    /** With more sessions than fit into memory, each group gets so many rounds before the next is opened. */
    private static final int ROUNDS_PER_PASS = 5;
    private static final int MOST_VISITS_PER_CONTROL = 10;
    private static final int CONTROLS_PER_ROUND = 10;

    private final Device device;
    private final Function<Network, byte[]> onnx;
    private final Discipline discipline;
    private final long seed;
    private final LongSupplier nanoTime;
    private final ProfilingListener listener;

    /** @param onnx the model file of a network */
    Interleaved(Device device, Function<Network, byte[]> onnx, Discipline discipline, long seed, LongSupplier nanoTime,
                ProfilingListener listener) {
        this.device = device;
        this.onnx = onnx;
        this.discipline = discipline;
        this.seed = seed;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /**
     * Measures what {@code measured} does not hold yet, and enters it there.
     *
     * @param log told of everything that was measured, about every second
     * @throws InterruptedException if this thread was interrupted; everything measured has been entered
     * @throws UserError            if the device no longer works at all
     */
    void measure(List<Probe> probes, Measured measured, Consumer<MeasurementLog.Line> log) throws InterruptedException {
        try (OpenRuns control = OpenRuns.open(device, Control.KEY, onnx.apply(Control.network()))) {
            new Course(probes, new VisitBuffer(measured, log, nanoTime), control).run();
        } catch (DeviceFailure e) {
            throw deviceFailed(e);
        }
    }

    private UserError deviceFailed(DeviceFailure e) {
        return new UserError("the device stopped working: " + e.getMessage(), device.description().device().text(),
                "see to the device and give the same command again: what was measured is kept", UserError.ExitCode.FAILED, e);
    }

    /** The probes in an order of the seed's, cut where a group would need too much memory. */
    private List<List<Probe>> groups(List<Probe> probes) {
        List<Probe> shuffled = new ArrayList<>(probes);
        Collections.shuffle(shuffled, new SplittableRandom(seed));
        List<List<Probe>> groups = new ArrayList<>();
        long free = 0;
        for (Probe probe : shuffled) {
            free -= probe.bytesBetweenVisits();
            if (free < 0) {
                groups.add(new ArrayList<>());
                free = ((long) discipline.memoryMiB() << 20) - probe.bytesBetweenVisits();
            }
            groups.getLast().add(probe);
        }
        return groups;
    }

    /** One call of {@link #measure}. */
    private final class Course {
        private final List<List<Probe>> groups;
        private final VisitBuffer buffer;
        private final OpenRuns control;
        private final Progress progress;
        private final int visitsPerControl;
        private int visits;

        Course(List<Probe> probes, VisitBuffer buffer, OpenRuns control) {
            this.groups = groups(probes);
            this.buffer = buffer;
            this.control = control;
            this.visitsPerControl = Math.clamp(probes.size() / CONTROLS_PER_ROUND, 1, MOST_VISITS_PER_CONTROL);
            this.progress = new Progress(listener, discipline, probes, buffer.measured());
        }

        void run() throws InterruptedException {
            int perPass = groups.size() == 1 ? discipline.rounds() : ROUNDS_PER_PASS;
            for (int first = 0; first < discipline.rounds(); first += perPass) {
                int last = Math.min(first + perPass, discipline.rounds());
                for (List<Probe> group : groups) {
                    pass(group, first, last);
                }
            }
        }

        private void pass(List<Probe> group, int first, int last) throws InterruptedException {
            List<Probe> missing = group.stream().filter(p -> missing(p, first, last)).toList();
            if (missing.isEmpty() || enough()) {
                return;
            }
            List<OpenProbe> open = new ArrayList<>();
            try {
                open(missing, open);
                for (int round = first; round < last && !enough(); round++) {
                    round(open, round);
                }
            } finally {
                open.forEach(OpenProbe::close);
            }
        }

        private boolean missing(Probe probe, int first, int last) {
            for (int round = first; round < last; round++) {
                if (!buffer.measured().has(probe.key(), round)) {
                    return !buffer.measured().refusals().containsKey(probe.key());
                }
            }
            return false;
        }

        private void open(List<Probe> probes, List<OpenProbe> open) throws InterruptedException {
            for (Probe probe : probes) {
                stopIfInterrupted(0);
                try {
                    open.add(OpenProbe.open(device, probe, onnx));
                } catch (DeviceFailure e) {
                    refuse(probe.key(), e, 0);
                }
                listener.opened(open.size(), probes.size());
            }
        }

        private void round(List<OpenProbe> open, int round) throws InterruptedException {
            List<OpenProbe> order = new ArrayList<>(open);
            Collections.shuffle(order, new SplittableRandom(seed + 1 + round));
            for (OpenProbe probe : order) {
                stopIfInterrupted(round);
                if (!outOfTime() && !buffer.measured().has(probe.key(), round) && !buffer.refused(probe.key())) {
                    visit(probe, round);
                }
            }
            buffer.flush(round);
        }

        private void visit(OpenProbe probe, int round) {
            if (visits++ % visitsPerControl == 0) {
                buffer.add(control.visit(), round);
            }
            try {
                buffer.add(probe.visit(), round);
                progress.visited(round, buffer.seconds());
            } catch (DeviceFailure e) {
                refuse(probe.key(), e, round);
            }
        }

        /** The probe is to blame if the control still runs, else the device. */
        private void refuse(String probe, DeviceFailure e, int round) {
            control.visit();
            buffer.refuse(probe, String.valueOf(e.getMessage()), round);
            listener.refused(probe, e.getMessage());
        }

        private boolean enough() {
            Measured measured = buffer.measured();
            return outOfTime() || discipline.precision() > 0 && measured.roundsDone() >= Discipline.LEAST_ROUNDS
                    && measured.preciseTo(discipline.precision());
        }

        private boolean outOfTime() {
            return buffer.seconds() >= discipline.budget().toMillis() / 1e3;
        }

        private void stopIfInterrupted(int round) throws InterruptedException {
            if (Thread.interrupted()) {
                buffer.flush(round);
                throw new InterruptedException("The measurement was interrupted; it goes on where it stopped");
            }
        }
    }
}

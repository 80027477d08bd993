package dev.sartor.latency.measuring.probe;

import dev.sartor.device.Device;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Probe} with an open session (a loaded model), whose whole runs are timed. The session is warmed up when it is opened.
 */
public final class WholeRunProbe implements OpenProbe {
    /** Runs per step of the warm-up. */
    private static final int RUNS_PER_STEP = 3;
    /** A session is warm when the fastest run of a step takes at least this fraction of the fastest run of the previous step. */
    private static final double STEADY = 0.95;

    private static final int NONE_DISCARDED = 0;

    /** Maximum number of runs to warm up a new session. */
    static final int MAX_WARM_UP_RUNS = 20;
    /** Typical number of runs to warm up a new session. */
    public static final int TYPICAL_WARM_UP_RUNS = 2 * RUNS_PER_STEP;

    private final String key;
    private final Session session;
    private final RunsPerVisit runs;

    /**
     * The result of a step of the warm-up.
     *
     * @param overheadMs total time minus the number of runs times the fastest run
     */
    private record Step(double fastestMs, double overheadMs) {
        static Step of(Session session, MeasurementClock clock) {
            long start = clock.nanoTime();
            double fastestMs = Arrays.stream(session.timesMs(NONE_DISCARDED, RUNS_PER_STEP))
                    .filter(ms -> ms > 0)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
            return new Step(fastestMs, (clock.nanoTime() - start) / 1e6 - RUNS_PER_STEP * fastestMs);
        }
    }

    private WholeRunProbe(String key, Session session, int requestsPerCall, MeasurementClock clock) {
        this.key = key;
        this.session = session;
        Step last = Step.of(session, clock);
        // a model that is loaded again for each visit cannot be warmed up
        boolean steady = !session.staysWarm();
        for (int done = RUNS_PER_STEP; !steady && done < MAX_WARM_UP_RUNS; done += RUNS_PER_STEP) {
            Step before = last;
            last = Step.of(session, clock);
            steady = last.fastestMs() >= STEADY * before.fastestMs();
        }
        // visits are requested together, so that they share the overhead of a call
        this.runs = RunsPerVisit.of(last.fastestMs(), last.overheadMs() / requestsPerCall);
    }

    /** @throws dev.sartor.device.DeviceFailure when the device cannot load or run the model */
    public static WholeRunProbe open(Device device, String key, byte[] onnx, MeasurementClock clock) {
        Session session = device.open(onnx);
        try {
            return new WholeRunProbe(key, session, device.requestsPerCall(), clock);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public List<Visit> visit() {
        return List.of(visitOnce());
    }

    /** Times a few runs; {@link #visit} returns the same as a list. */
    public Visit visitOnce() {
        return visit(session.timesMs(runs.discarded(), runs.timed()));
    }

    /** The request for a visit, which can be sent to the device together with other requests. */
    public TimingRequest request() {
        return new TimingRequest(session, runs.discarded(), runs.timed());
    }

    /** The visit with the times that the device returned for a {@link #request}. */
    public Visit visit(double[] timesMs) {
        return Visit.of(key, timesMs);
    }

    /** Number of runs per visit, including discarded ones. */
    public int runsPerVisit() {
        return runs.totalRuns();
    }

    @Override
    public void close() {
        session.close();
    }
}

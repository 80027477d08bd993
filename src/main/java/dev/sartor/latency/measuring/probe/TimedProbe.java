package dev.sartor.latency.measuring.probe;

import dev.sartor.device.Device;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import java.util.Arrays;
import java.util.List;

/** A probe with an open session, whose whole runs are timed; the session is warmed up when it is opened. */
public final class TimedProbe implements OpenProbe {
    /** Runs per step of the warm-up. */
    private static final int STEP = 3;
    /** A session is warm when the fastest run of a step takes at least this fraction of the fastest run of the previous step. */
    private static final double STEADY = 0.95;

    /** Maximum number of runs to warm up a new session. */
    static final int MAX_WARM_UP_RUNS = 20;
    /** Typical number of runs to warm up a new session. */
    public static final int TYPICAL_WARM_UP_RUNS = 2 * STEP;

    private final String key;
    private final Session session;
    private final RunsPerVisit runs;

    /**
     * The result of a step of the warm-up.
     *
     * @param overheadMs total time minus the number of runs times the fastest run
     */
    private record Step(double fastestMs, double overheadMs) {
        static Step of(Session session, MeasurementClock ticker) {
            long start = ticker.nanoTime();
            double fastestMs = Arrays.stream(session.timesMs(0, STEP))
                    .filter(ms -> ms > 0)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
            return new Step(fastestMs, (ticker.nanoTime() - start) / 1e6 - STEP * fastestMs);
        }
    }

    private TimedProbe(String key, Session session, int requestsPerCall, MeasurementClock ticker) {
        this.key = key;
        this.session = session;
        Step last = Step.of(session, ticker);
        boolean steady = !session.keepsWarm();
        for (int done = STEP; !steady && done < MAX_WARM_UP_RUNS; done += STEP) {
            Step before = last;
            last = Step.of(session, ticker);
            steady = last.fastestMs() >= STEADY * before.fastestMs();
        }
        this.runs = RunsPerVisit.of(last.fastestMs(), last.overheadMs() / requestsPerCall);
    }

    /** @throws dev.sartor.device.DeviceFailure when the device cannot load or run the model */
    public static TimedProbe open(Device device, String key, byte[] onnx, MeasurementClock ticker) {
        Session session = device.open(onnx);
        try {
            return new TimedProbe(key, session, device.requestsPerCall(), ticker);
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

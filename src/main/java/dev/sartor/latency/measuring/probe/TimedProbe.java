package dev.sartor.latency.measuring.probe;

import dev.sartor.device.Device;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import java.util.Arrays;
import java.util.List;

/** A probe with an open, warmed-up session whose runs are timed. */
public final class TimedProbe implements OpenProbe {
    /** Runs per step of the warm-up. */
    private static final int STEP = 3;
    /** A session is warm when the time of a step is at least this fraction of the time of the step before. */
    private static final double STEADY = 0.95;

    /** Maximum number of runs to warm up a new session. */
    static final int WARM_UP_RUNS = 20;
    /** Usual number of runs to warm up a new session. */
    public static final int USUAL_WARM_UP_RUNS = 2 * STEP;

    private final String key;
    private final Session session;
    private final RunsPerVisit runs;

    /**
     * A few runs.
     *
     * @param overheadMs their total time beyond that many times the fastest run
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
        for (int done = STEP; !steady && done < WARM_UP_RUNS; done += STEP) {
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

    /** The one visit of {@link #visit}. */
    public Visit visitOnce() {
        return visit(session.timesMs(runs.discarded(), runs.timed()));
    }

    /** The request for a visit, to be made together with others. */
    public TimingRequest request() {
        return new TimingRequest(session, runs.discarded(), runs.timed());
    }

    /** The visit that results from a request. */
    public Visit visit(double[] timesMs) {
        return Visit.of(key, timesMs);
    }

    /** All runs of a visit, including discarded ones. */
    public int runsPerVisit() {
        return runs.total();
    }

    @Override
    public void close() {
        session.close();
    }
}

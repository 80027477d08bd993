package dev.sartor.latency.measuring.probe;

import dev.sartor.device.Device;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import java.util.Arrays;
import java.util.List;

/** A probe whose runs are timed, its session open and warm. */
public final class TimedProbe implements OpenProbe {
    /** Runs per step of warming up. */
    private static final int STEP = 3;
    /** A session is steady when a step is no faster than this share of the step before. */
    private static final double STEADY = 0.95;

    /** Runs that bring a new session into its steady state, at most. */
    static final int WARM_UP_RUNS = 20;
    /** And usually. */
    public static final int USUAL_WARM_UP_RUNS = 2 * STEP;

    private final String key;
    private final Session session;
    private final RunsPerVisit runs;

    /**
     * Some runs.
     *
     * @param overheadMs what they took together beyond so many of the fastest
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

    private TimedProbe(String key, Session session, int turnsAtOnce, MeasurementClock ticker) {
        this.key = key;
        this.session = session;
        Step last = Step.of(session, ticker);
        boolean steady = !session.staysWarm();
        for (int done = STEP; !steady && done < WARM_UP_RUNS; done += STEP) {
            Step before = last;
            last = Step.of(session, ticker);
            steady = last.fastestMs() >= STEADY * before.fastestMs();
        }
        this.runs = RunsPerVisit.of(last.fastestMs(), last.overheadMs() / turnsAtOnce);
    }

    /** @throws dev.sartor.device.DeviceFailure when the device cannot load or run the model */
    public static TimedProbe open(Device device, String key, byte[] onnx, MeasurementClock ticker) {
        Session session = device.open(onnx);
        try {
            return new TimedProbe(key, session, device.turnsAtOnce(), ticker);
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

    /** {@link #visit} of what is always one. */
    public Visit visitOnce() {
        return visited(session.timesMs(runs.discarded(), runs.timed()));
    }

    /** What a visit asks of the device, where others are made along with it. */
    public TimingRequest turn() {
        return new TimingRequest(session, runs.discarded(), runs.timed());
    }

    /** The visit that a turn has become. */
    public Visit visited(double[] timesMs) {
        return Visit.of(key, timesMs);
    }

    /** Runs of a visit, those that do not count included. */
    public int runsPerVisit() {
        return runs.total();
    }

    @Override
    public void close() {
        session.close();
    }
}

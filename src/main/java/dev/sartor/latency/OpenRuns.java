package dev.sartor.latency;

import dev.sartor.device.Device;
import dev.sartor.device.Session;
import dev.sartor.device.Turn;
import java.util.Arrays;
import java.util.List;

/** A probe whose runs are timed, its session open and warm. */
final class OpenRuns implements OpenProbe {
    /** Runs per step of warming up. */
    private static final int STEP = 4;
    /** A session is steady when a step is no faster than this share of the step before. */
    private static final double STEADY = 0.95;

    /** Runs that bring a new session into its steady state, at most. */
    static final int WARM_UP_RUNS = 20;

    private final String key;
    private final Session session;
    private final int discarded;
    private final int timed;

    private OpenRuns(String key, Session session, int turnsAtOnce, Ticker ticker) {
        this.key = key;
        this.session = session;
        double typicalMs = session.staysWarm() ? warmUp(session) : Double.POSITIVE_INFINITY;
        long start = ticker.nanoTime();
        typicalMs = Math.min(typicalMs, fastest(session));
        double overheadMs = ((ticker.nanoTime() - start) / 1e6 - STEP * typicalMs) / turnsAtOnce;
        this.discarded = Discipline.discardedRuns(typicalMs);
        this.timed = Discipline.timedRuns(typicalMs, overheadMs);
    }

    /** @throws dev.sartor.device.DeviceFailure when the device cannot load or run the model */
    static OpenRuns open(Device device, String key, byte[] onnx, Ticker ticker) {
        Session session = device.open(onnx);
        try {
            return new OpenRuns(key, session, device.turnsAtOnce(), ticker);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static double warmUp(Session session) {
        double before = fastest(session);
        for (int runs = STEP; runs < WARM_UP_RUNS; runs += STEP) {
            double now = fastest(session);
            if (now >= STEADY * before) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private static double fastest(Session session) {
        return Arrays.stream(session.timesMs(0, STEP)).filter(ms -> ms > 0).min().orElse(Double.POSITIVE_INFINITY);
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
    Visit visitOnce() {
        return visited(session.timesMs(discarded, timed));
    }

    /** What a visit asks of the device, where others are made along with it. */
    Turn turn() {
        return new Turn(session, discarded, timed);
    }

    /** The visit that a turn has become. */
    Visit visited(double[] timesMs) {
        return Visit.of(key, timesMs);
    }

    /** Runs of a visit, those that do not count included. */
    int runsPerVisit() {
        return discarded + timed;
    }

    @Override
    public void close() {
        session.close();
    }
}

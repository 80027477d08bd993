package dev.sartor.latency.statistics;

/** Rounds latencies for files. */
public final class LatencyRounding {
    private static final double PER_MS = 1e6;

    private LatencyRounding() {}

    /** Rounds milliseconds to whole nanoseconds, the resolution of clocks. */
    public static double toNanoseconds(double ms) {
        return Math.rint(ms * PER_MS) / PER_MS;
    }
}

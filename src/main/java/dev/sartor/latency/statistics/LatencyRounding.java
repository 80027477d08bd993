package dev.sartor.latency.statistics;

/** Rounds latencies for files. */
public final class LatencyRounding {
    private static final double NANOS_PER_MS = 1e6;

    private LatencyRounding() {}

    /** Milliseconds rounded to a whole number of nanoseconds, the resolution of clocks. */
    public static double roundedToNanosecond(double ms) {
        return Math.rint(ms * NANOS_PER_MS) / NANOS_PER_MS;
    }
}

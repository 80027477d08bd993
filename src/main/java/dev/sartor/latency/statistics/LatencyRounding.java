package dev.sartor.latency.statistics;

/** Figures as they are kept in files. */
public final class LatencyRounding {
    private static final double PER_MS = 1e6;

    private LatencyRounding() {}

    /** Milliseconds rounded to whole nanoseconds: clocks tell no more. */
    public static double rounded(double ms) {
        return Math.rint(ms * PER_MS) / PER_MS;
    }
}

package dev.sartor.latency;

/** Figures as they are kept in files. */
public final class Figures {
    private static final double PER_MS = 1e6;

    private Figures() {}

    /** Milliseconds rounded to whole nanoseconds: clocks tell no more. */
    public static double rounded(double ms) {
        return Math.rint(ms * PER_MS) / PER_MS;
    }
}

package dev.sartor.latency.measuring.result;

import java.util.OptionalDouble;

/**
 * The resolution of a device's timer: the greatest common divisor of all times, in whole nanoseconds. A timer that counts
 * milliseconds, or a browser's timer of 0.1 ms, reads multiples of that; a fine timer has a divisor of a few nanoseconds.
 */
public final class TimerGrain {
    private static final double NANOS_PER_MS = 1e6;
    /** Minimum number of runs: with fewer, a common divisor may be chance. */
    private static final int MIN_RUNS = 20;
    /** Timers finer than a microsecond do not limit the measurement of models. */
    private static final long MIN_NANOS = 1_000;

    private long divisor;
    private long runs;

    /** Adds the times of some runs. */
    void add(double[] runsMs) {
        runs += runsMs.length;
        for (double ms : runsMs) {
            divisor = greatestCommonDivisor(divisor, Math.round(ms * NANOS_PER_MS));
        }
    }

    private static long greatestCommonDivisor(long a, long b) {
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    /** The resolution in milliseconds; empty for a timer finer than a microsecond, or too few runs to say. */
    public OptionalDouble ms() {
        return runs >= MIN_RUNS && divisor >= MIN_NANOS
                ? OptionalDouble.of(divisor / NANOS_PER_MS)
                : OptionalDouble.empty();
    }
}

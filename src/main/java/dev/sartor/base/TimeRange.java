package dev.sartor.base;

/** An estimate of a duration: it lies between {@code minSeconds} and {@code maxSeconds}. */
public record TimeRange(double minSeconds, double maxSeconds) {
    public TimeRange {
        if (!(minSeconds >= 0 && minSeconds <= maxSeconds)) {
            throw new IllegalArgumentException(
                    "A duration cannot lie between " + minSeconds + " and " + maxSeconds + " s");
        }
    }

    /** The estimate for the same task if it is stopped after {@code seconds}. */
    public TimeRange atMost(double seconds) {
        return new TimeRange(Math.min(minSeconds, seconds), Math.min(maxSeconds, seconds));
    }
}

package dev.sartor.latency.certificate;

import java.time.Duration;

/**
 * How things are timed: many sessions are open together and visited in rounds, each in a new order, since noise lasts
 * from a tenth of a second to minutes and runs one after another share it; and every few rounds they are opened anew
 * (see {@link #ROUNDS_PER_PASS}).
 *
 * @param rounds    most visits to each probe
 * @param precision what is known so well is not visited again: half the width of the 95 % confidence interval of the
 *                  median, relative; 0 to do all rounds
 * @param budget    stops earlier, when so much time has passed
 * @param memoryMiB sessions beyond this are opened in groups, one after another
 */
public record MeasurementProtocol(int rounds, double precision, Duration budget, int memoryMiB) {
    /**
     * Rounds before a session is opened again. Opening takes about as long as three rounds, so that with about so many the
     * median over all is best known for the time spent.
     */
    public static final int ROUNDS_PER_PASS = 5;
    /** Rounds that precision needs to be judged: those of three sessions, as each is faster or slower by itself. */
    public static final int LEAST_ROUNDS = 3 * ROUNDS_PER_PASS;

    private static final int LEAST_DISCARDED = 2;
    private static final int MOST_DISCARDED = 6;
    private static final int LEAST_TIMED = 3;
    private static final int MOST_TIMED = 8;
    /** Caches and branch predictors of a revisited session settle within this time. */
    private static final double SETTLING_MS = 2;

    private static final double TIMED_MS = 2;
    /** Runs may take this share of what a visit takes beyond them. */
    private static final double OVERHEAD_SHARE = 0.2;

    private static final int MOST_TIMED_AT_ONCE = 50;

    public MeasurementProtocol {
        if (rounds < 2 || !(precision >= 0) || budget.isNegative() || budget.isZero() || memoryMiB < 1) {
            throw new IllegalArgumentException("Cannot measure in " + rounds + " rounds within " + budget + " to "
                    + precision + " in " + memoryMiB + " MiB");
        }
    }

    /** 30 rounds, at most ten minutes, 2 GiB. */
    public static MeasurementProtocol standard() {
        return new MeasurementProtocol(30, 0, Duration.ofMinutes(10), 2048);
    }

    /** For one network by itself: 500 rounds, at most half a minute. Fewer would be over before the noise changes. */
    public static MeasurementProtocol forOneNetwork() {
        return new MeasurementProtocol(500, 0, Duration.ofSeconds(30), 2048);
    }

    public MeasurementProtocol withRounds(int most) {
        return new MeasurementProtocol(most, precision, budget, memoryMiB);
    }

    public MeasurementProtocol withBudget(Duration most) {
        return new MeasurementProtocol(rounds, precision, most, memoryMiB);
    }

    public MeasurementProtocol withPrecision(double relative) {
        return new MeasurementProtocol(rounds, relative, budget, memoryMiB);
    }

    /** Runs at the start of a visit that do not count. */
    public static int discardedRuns(double ms) {
        return Math.clamp((long) Math.ceil(SETTLING_MS / ms), LEAST_DISCARDED, MOST_DISCARDED);
    }

    /**
     * Runs of a visit that count.
     *
     * @param overheadMs of a visit beyond its runs: where that is much, more runs cost little more
     */
    public static int timedRuns(double ms, double overheadMs) {
        int usual = Math.clamp((long) Math.ceil(TIMED_MS / ms), LEAST_TIMED, MOST_TIMED);
        return Math.clamp((long) (OVERHEAD_SHARE * overheadMs / ms), usual, MOST_TIMED_AT_ONCE);
    }
}

package dev.sartor.latency.measuring.probe;

/**
 * The number of runs in one visit to a session, that is in one round of a measurement with a loaded model.
 *
 * @param discarded runs at the start that are not counted
 * @param timed     runs that are counted
 */
public record RunsPerVisit(int discarded, int timed) {
    private static final int MIN_DISCARDED = 2;
    private static final int MAX_DISCARDED = 6;
    private static final int MIN_TIMED = 3;
    private static final int MAX_TIMED = 8;
    /** Time until the caches and branch predictors have adapted to the session. */
    private static final double WARM_UP_MS = 2;

    /** Minimum total time of the timed runs, unless they are {@link #MAX_TIMED}. */
    private static final double TIMED_MS = 2;
    /** Timed runs may take up to this fraction of the overhead of a visit. */
    private static final double OVERHEAD_SHARE = 0.2;

    /** Maximum number of timed runs in a visit with a long overhead. */
    private static final int MAX_TIMED_WITH_OVERHEAD = 50;

    /**
     * The number of runs for a model whose run takes {@code ms}.
     *
     * @param overheadMs time of a visit beyond its runs; if it is long, more runs take relatively little extra time
     */
    public static RunsPerVisit of(double ms, double overheadMs) {
        int discarded = Math.clamp((long) Math.ceil(WARM_UP_MS / ms), MIN_DISCARDED, MAX_DISCARDED);
        int timedWithoutOverhead = Math.clamp((long) Math.ceil(TIMED_MS / ms), MIN_TIMED, MAX_TIMED);
        int timed =
                Math.clamp((long) (OVERHEAD_SHARE * overheadMs / ms), timedWithoutOverhead, MAX_TIMED_WITH_OVERHEAD);
        return new RunsPerVisit(discarded, timed);
    }

    /** The number of all runs of a visit. */
    public int totalRuns() {
        return discarded + timed;
    }
}

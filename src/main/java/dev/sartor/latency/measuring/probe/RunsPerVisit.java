package dev.sartor.latency.measuring.probe;

/**
 * The number of runs in one visit to a session.
 *
 * @param discarded runs at the start that are not counted
 * @param timed     runs that are counted
 */
public record RunsPerVisit(int discarded, int timed) {
    private static final int MIN_DISCARDED = 2;
    private static final int MAX_DISCARDED = 6;
    private static final int MIN_TIMED = 3;
    private static final int MAX_TIMED = 8;
    /** Caches and branch predictors of a revisited session settle within this time. */
    private static final double WARM_UP_MS = 2;

    private static final double TIMED_MS = 2;
    /** Timed runs may take at least this fraction of the overhead of a visit. */
    private static final double OVERHEAD_SHARE = 0.2;

    private static final int MAX_TIMED_PER_OVERHEAD = 50;

    /**
     * For a model whose run takes {@code ms}.
     *
     * @param overheadMs time of a visit beyond its runs: where it is large, more runs cost little more
     */
    public static RunsPerVisit of(double ms, double overheadMs) {
        int discarded = Math.clamp((long) Math.ceil(WARM_UP_MS / ms), MIN_DISCARDED, MAX_DISCARDED);
        int usual = Math.clamp((long) Math.ceil(TIMED_MS / ms), MIN_TIMED, MAX_TIMED);
        int timed = Math.clamp((long) (OVERHEAD_SHARE * overheadMs / ms), usual, MAX_TIMED_PER_OVERHEAD);
        return new RunsPerVisit(discarded, timed);
    }

    /** All runs of a visit. */
    public int total() {
        return discarded + timed;
    }
}

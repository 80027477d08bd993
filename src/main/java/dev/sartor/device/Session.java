package dev.sartor.device;

/** A loaded model with one input and one output, ready to be timed. */
public interface Session extends AutoCloseable {

    /**
     * One visit: runs the model {@code discarded} times, then {@code timed} times, on input made before, without copying
     * results. The first run of a new session and the first one or two of each visit are slow: discard them.
     *
     * @return milliseconds of each timed run, in order; from a device that tells only a mean or a median, that alone
     * @throws DeviceFailure when a run fails
     */
    double[] timesMs(int discarded, int timed);

    /** Milliseconds of one run. */
    default double timeMs() {
        return timesMs(0, 1)[0];
    }

    /** Runs the model without looking at the clock. */
    default void warmUp(int runs) {
        timesMs(runs, 0);
    }

    /** Whether runs leave the session faster than they found it; one that is loaded anew for each visit has nothing to keep. */
    default boolean staysWarm() {
        return true;
    }

    @Override
    void close();
}

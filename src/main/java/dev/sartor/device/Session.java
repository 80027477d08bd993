package dev.sartor.device;

/** A loaded model with one input and one output, ready to be timed. */
public interface Session extends AutoCloseable {

    /**
     * Runs the model {@code discarded} times, then {@code timed} times, on prepared input and without copying the output. One
     * such call is a visit to the session. The first run of a new session and the first one or two runs of each visit are slow and should be
     * discarded.
     *
     * @return milliseconds of each timed run, in order; a single value from a device that reports only a mean or median
     * @throws DeviceFailure when a run fails
     */
    double[] timesMs(int discarded, int timed);

    /** Whether runs warm up the session for later visits; not if the model is loaded again for each visit. */
    default boolean staysWarm() {
        return true;
    }

    @Override
    void close();
}

package dev.sartor.device;

/** A loaded model with one input and one output, ready to run. */
public interface Session extends AutoCloseable {

    /**
     * One visit: runs the model {@code discarded} times, then {@code timed} times, on input made before, without copying
     * results. The first run of a new session and the first one or two of each visit are slow: discard them.
     *
     * @return milliseconds of each timed run, in order
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

    /**
     * The model's output for given images.
     *
     * @param nchw  images one after another, each channels x height x width
     * @param batch the number of images
     * @return outputs one after another, in the same order
     * @throws DeviceFailure when the run fails
     */
    float[] run(float[] nchw, int batch);

    @Override
    void close();
}

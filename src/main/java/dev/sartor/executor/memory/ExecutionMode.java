package dev.sartor.executor.memory;

/** What passes a plan is made for; what a pass does not need has no memory. */
public enum ExecutionMode {
    /** Forward, with batch norm's running moments. */
    INFERENCE,
    /** Forward, with each batch's own moments, which move the running ones. */
    STATISTICS,
    /** The same, and back. */
    TRAINING;

    /** Whether batch norm uses the batch's own moments. */
    public boolean usesBatchStatistics() {
        return this != INFERENCE;
    }

    public boolean hasBackward() {
        return this == TRAINING;
    }
}

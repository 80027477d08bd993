package dev.sartor.executor.memory;

/** The passes that a plan is compiled for; memory is allocated only for these. */
public enum ExecutionMode {
    /** Forward, with the running statistics of batch norm. */
    INFERENCE,
    /** Forward, with the statistics of each batch, which update the running ones. */
    STATISTICS,
    /** Forward as {@link #STATISTICS}, then backward. */
    TRAINING;

    /** Whether batch norm uses the statistics of the batch. */
    public boolean usesBatchStatistics() {
        return this != INFERENCE;
    }

    public boolean hasBackward() {
        return this == TRAINING;
    }
}

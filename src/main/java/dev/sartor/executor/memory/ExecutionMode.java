package dev.sartor.executor.memory;

/** The passes that a plan is compiled for; memory is allocated only for these. */
public enum ExecutionMode {
    /** Forward passes with the running statistics of batch norm. */
    INFERENCE,
    /** Forward passes in which batch norm uses the statistics of each batch and updates the running ones. */
    STATISTICS,
    /** Forward passes as for {@link #STATISTICS}, each followed by a backward pass. */
    TRAINING;

    /** Whether batch norm uses the statistics of the batch. */
    public boolean usesBatchStatistics() {
        return this != INFERENCE;
    }

    public boolean hasBackward() {
        return this == TRAINING;
    }
}

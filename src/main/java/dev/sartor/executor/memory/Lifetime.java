package dev.sartor.executor.memory;

/** The steps of {@link ExecutionSteps} during which memory is in use, both included. */
record Lifetime(int from, int to) {
    Lifetime {
        if (from > to) {
            throw new IllegalArgumentException("A lifetime from step " + from + " to " + to);
        }
    }

    boolean overlaps(Lifetime other) {
        return from <= other.to && other.from <= to;
    }
}

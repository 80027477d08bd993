package dev.sartor.executor.memory;

/** From which step of a {@link ExecutionSteps} to which, both included, memory is needed. */
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

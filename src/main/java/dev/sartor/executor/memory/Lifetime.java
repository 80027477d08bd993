package dev.sartor.executor.memory;

/** The steps of {@link ExecutionSteps} during which memory is in use, from the first to the last, both included. */
record Lifetime(int from, int to) {
    Lifetime {
        if (from > to) {
            throw new IllegalArgumentException(
                    "A lifetime must not end before it starts, but is from step " + from + " to " + to);
        }
    }

    boolean overlaps(Lifetime other) {
        return from <= other.to && other.from <= to;
    }
}

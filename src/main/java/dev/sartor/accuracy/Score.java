package dev.sartor.accuracy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Scores of untrained networks, which rank them without telling an accuracy. */
public enum Score {
    /** Parameters: what any other score must beat. */
    MOST_PARAMS("most-params"),
    /** Multiply-accumulates: the other one. */
    MOST_MACS("most-macs");

    private final Measure measure;

    Score(String name) {
        measure = Measure.score(name);
    }

    static Stream<String> names() {
        return Arrays.stream(values()).map(s -> s.measure.name());
    }

    static Optional<Score> named(String name) {
        return Arrays.stream(values()).filter(s -> s.measure.name().equals(name)).findFirst();
    }

    /** Its name, and what its figures are. */
    public Measure measure() {
        return measure;
    }
}

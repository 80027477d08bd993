package dev.sartor.report.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Immutable copies of maps that keep the order of insertion. */
final class InsertionOrder {
    private InsertionOrder() {}

    /** An immutable copy in the same order, which {@code Map.copyOf} does not keep. */
    static Map<String, String> copy(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}

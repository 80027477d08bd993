package dev.sartor.report.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps whose order is the order they are shown in. */
final class InsertionOrder {
    private InsertionOrder() {}

    /** An immutable copy in the same order; {@code Map.copyOf} would shuffle it. */
    static Map<String, String> copy(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}

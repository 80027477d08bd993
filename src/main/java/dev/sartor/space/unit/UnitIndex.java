package dev.sartor.space.unit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The distinct units of a space with their indices, in the order in which they were added. Thread-safe. */
final class UnitIndex {
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<Unit> units = new ArrayList<>();
    /** A copy for fast reads; null while units can be added. */
    private volatile List<Unit> all;

    /** The index of the unit with a key, which is created if it is new. */
    synchronized int indexOf(String key, Supplier<Unit> unit) {
        Integer known = indices.get(key);
        if (known != null) {
            return known;
        }
        units.add(unit.get());
        indices.put(key, units.size() - 1);
        return units.size() - 1;
    }

    /** Ends the adding of units. */
    synchronized void complete() {
        all = List.copyOf(units);
        indices.clear();
    }

    synchronized int size() {
        return units.size();
    }

    Unit get(int index) {
        List<Unit> complete = all;
        if (complete != null) {
            return complete.get(index);
        }
        synchronized (this) {
            return units.get(index);
        }
    }

    /** All units, after {@link #complete}. */
    List<Unit> all() {
        return all;
    }
}

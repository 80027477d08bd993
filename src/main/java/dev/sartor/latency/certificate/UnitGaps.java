package dev.sartor.latency.certificate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Units (stems, blocks and heads) without a row in the table, and units with a doubtful row.
 *
 * @param refused units that the device could not load or run, with its reason
 * @param missing units that were not reached within the time budget
 * @param slow    units that were mostly measured while the device was much slower than usual
 */
public record UnitGaps(Map<String, String> refused, List<String> missing, List<String> slow) {
    public UnitGaps {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        missing = List.copyOf(missing);
        slow = List.copyOf(slow);
    }
}

package dev.sartor.latency.certificate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Units that a measurement could not measure, or could not measure well.
 *
 * @param refused units that the device could not load or run, with its reason
 * @param missing units that were not reached within the time budget
 * @param slow    units more than half of whose visits were made while the control network was much slower than usual
 */
public record UnitGaps(Map<String, String> refused, List<String> missing, List<String> slow) {
    public UnitGaps {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        missing = List.copyOf(missing);
        slow = List.copyOf(slow);
    }
}

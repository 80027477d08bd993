package dev.sartor.latency.table;

import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceDifferences;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * The reasons why a table is out of date. A stale table is measured again as a whole, since rows of two runtimes are never
 * mixed.
 *
 * @param reasons the reasons, as texts for people; empty for a table that is up to date
 */
public record Staleness(List<String> reasons) {
    public Staleness {
        reasons = List.copyOf(reasons);
    }

    /**
     * Compares a table with the device as it is now.
     *
     * @param units the units that the table must have
     */
    public static Staleness of(LatencyTable table, List<Unit> units, DeviceDescription now) {
        Certificate certificate = table.certificate();
        List<String> reasons = new ArrayList<>(DeviceDifferences.ofSystem(certificate.device(), now));
        long missing = units.stream()
                .map(Unit::key)
                .filter(k -> table.unit(k).isEmpty() && !certificate.refused().containsKey(k))
                .count();
        if (missing > 0) {
            reasons.add(missing + " of " + units.size() + " units are missing");
        }
        return new Staleness(reasons);
    }
}

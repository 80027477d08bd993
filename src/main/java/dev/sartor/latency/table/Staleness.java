package dev.sartor.latency.table;

import dev.sartor.device.DeviceDescription;
import dev.sartor.device.machine.Machine;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Why a table no longer says what a device takes. Rows of two runtimes are never mixed: whatever changed, all of them are
 * measured anew.
 *
 * @param reasons for people, one each; none for a table that holds
 */
public record Staleness(List<String> reasons) {
    public Staleness {
        reasons = List.copyOf(reasons);
    }

    /**
     * Compares a table with the device as it is now.
     *
     * @param units that the table shall have
     */
    public static Staleness of(LatencyTable table, List<Unit> units, DeviceDescription now) {
        Certificate certificate = table.certificate();
        List<String> reasons = changes(certificate.device(), now);
        long missing = units.stream()
                .map(Unit::key)
                .filter(k -> table.unit(k).isEmpty() && !certificate.refused().containsKey(k))
                .count();
        if (missing > 0) {
            reasons.add(missing + " of " + units.size() + " units are missing");
        }
        return new Staleness(reasons);
    }

    private static List<String> changes(DeviceDescription then, DeviceDescription now) {
        List<String> changes = kindChanges(then, now);
        changed(changes, "system", system(then.machine()), system(now.machine()));
        return changes;
    }

    /** In what two devices differ that times of one do not hold for the other; none where they do. */
    static List<String> kindChanges(DeviceDescription then, DeviceDescription now) {
        List<String> changes = new ArrayList<>();
        changed(changes, "device", then.device().text(), now.device().text());
        changed(changes, "processor", then.machine().cpu(), now.machine().cpu());
        changes.addAll(runtimeChanges(then, now));
        return changes;
    }

    /** In what the runtimes of two devices differ, their settings included; none where they are the same. */
    static List<String> runtimeChanges(DeviceDescription then, DeviceDescription now) {
        List<String> changes = new ArrayList<>();
        changed(changes, "runtime", runtime(then), runtime(now));
        var keys = new TreeSet<>(then.settings().keySet());
        keys.addAll(now.settings().keySet());
        keys.forEach(k -> changed(
                changes,
                "setting '" + k + "'",
                then.settings().getOrDefault(k, "not set"),
                now.settings().getOrDefault(k, "not set")));
        return changes;
    }

    private static void changed(List<String> changes, String what, String then, String now) {
        if (!then.equals(now)) {
            changes.add(what + ": was " + then + ", is " + now);
        }
    }

    private static String runtime(DeviceDescription d) {
        return d.runtime().name() + " " + d.runtime().version() + " ("
                + d.runtime().build() + ")";
    }

    /** All that may change on a machine without its becoming another, in one text. */
    public static String software(DeviceDescription d) {
        return runtime(d) + ", " + system(d.machine()) + ", " + d.settings();
    }

    /** Drivers come with the system, but for those that a device's settings name. */
    private static String system(Machine machine) {
        return machine.os() + ", kernel " + machine.kernel();
    }
}

package dev.sartor.device;

import dev.sartor.device.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares descriptions of devices, to decide whether latencies measured on one are valid for the other. */
public final class DeviceDifferences {
    private DeviceDifferences() {}

    /** Whether latencies of one device are valid for the other: same specification, processor, runtime and settings. */
    public static boolean isSameKind(DeviceDescription a, DeviceDescription b) {
        return ofKind(a, b).isEmpty();
    }

    /** Whether both devices have the same specification and processor, possibly with different runtimes. */
    public static boolean isSameHardware(DeviceDescription a, DeviceDescription b) {
        return a.device().text().equals(b.device().text())
                && a.machine().cpu().equals(b.machine().cpu())
                && !a.machine().cpu().equals(Machine.UNKNOWN);
    }

    /** Sentences about differences in specification, processor, runtime and settings; empty if there are none. */
    public static List<String> ofKind(DeviceDescription before, DeviceDescription after) {
        List<String> differences = new ArrayList<>();
        compare(differences, "device", before.device().text(), after.device().text());
        compare(
                differences,
                "processor",
                before.machine().cpu(),
                after.machine().cpu());
        differences.addAll(ofRuntime(before, after));
        return List.copyOf(differences);
    }

    /** Sentences about differences in runtime and settings. */
    public static List<String> ofRuntime(DeviceDescription before, DeviceDescription after) {
        List<String> differences = new ArrayList<>();
        compare(differences, "runtime", runtime(before), runtime(after));
        var keys = new TreeSet<>(before.settings().keySet());
        keys.addAll(after.settings().keySet());
        keys.forEach(k -> compare(
                differences,
                "setting '" + k + "'",
                before.settings().getOrDefault(k, "not set"),
                after.settings().getOrDefault(k, "not set")));
        return List.copyOf(differences);
    }

    /** Sentences about the differences of {@link #ofKind} and of the operating system. */
    public static List<String> ofSystem(DeviceDescription before, DeviceDescription after) {
        List<String> differences = new ArrayList<>(ofKind(before, after));
        compare(differences, "system", system(before.machine()), system(after.machine()));
        return List.copyOf(differences);
    }

    /** Runtime, operating system and settings as one text; changes with updates of the software. */
    public static String software(DeviceDescription d) {
        return runtime(d) + ", " + system(d.machine()) + ", " + d.settings();
    }

    private static void compare(List<String> differences, String what, String before, String after) {
        if (!before.equals(after)) {
            differences.add(what + ": was " + before + ", is " + after);
        }
    }

    private static String runtime(DeviceDescription d) {
        return d.runtime().name() + " " + d.runtime().version() + " ("
                + d.runtime().build() + ")";
    }

    /** Drivers are part of the system, except those that a device's settings name. */
    private static String system(Machine machine) {
        return machine.os() + ", kernel " + machine.kernel();
    }
}

package dev.sartor.device;

import dev.sartor.device.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares descriptions of devices: whether latencies of one of them hold for the other. */
public final class DeviceDifferences {
    private DeviceDifferences() {}

    /** Whether latencies of one device hold for the other: same request, processor, runtime and settings. */
    public static boolean sameKind(DeviceDescription a, DeviceDescription b) {
        return ofKind(a, b).isEmpty();
    }

    /** Whether two descriptions are of one device, perhaps with two runtimes. */
    public static boolean sameHardware(DeviceDescription a, DeviceDescription b) {
        return a.device().text().equals(b.device().text())
                && a.machine().cpu().equals(b.machine().cpu())
                && !a.machine().cpu().equals(Machine.UNKNOWN);
    }

    /** The differences in request, processor, runtime and settings, for people; empty if there are none. */
    public static List<String> ofKind(DeviceDescription then, DeviceDescription now) {
        List<String> differences = new ArrayList<>();
        compare(differences, "device", then.device().text(), now.device().text());
        compare(differences, "processor", then.machine().cpu(), now.machine().cpu());
        differences.addAll(ofRuntime(then, now));
        return List.copyOf(differences);
    }

    /** The differences in runtime and settings. */
    public static List<String> ofRuntime(DeviceDescription then, DeviceDescription now) {
        List<String> differences = new ArrayList<>();
        compare(differences, "runtime", runtime(then), runtime(now));
        var keys = new TreeSet<>(then.settings().keySet());
        keys.addAll(now.settings().keySet());
        keys.forEach(k -> compare(
                differences,
                "setting '" + k + "'",
                then.settings().getOrDefault(k, "not set"),
                now.settings().getOrDefault(k, "not set")));
        return List.copyOf(differences);
    }

    /** The differences of {@link #ofKind} and of the operating system. */
    public static List<String> ofSystem(DeviceDescription then, DeviceDescription now) {
        List<String> differences = new ArrayList<>(ofKind(then, now));
        compare(differences, "system", system(then.machine()), system(now.machine()));
        return List.copyOf(differences);
    }

    /** Everything that may change on a machine while it stays the same machine, as one text. */
    public static String software(DeviceDescription d) {
        return runtime(d) + ", " + system(d.machine()) + ", " + d.settings();
    }

    private static void compare(List<String> differences, String what, String then, String now) {
        if (!then.equals(now)) {
            differences.add(what + ": was " + then + ", is " + now);
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

package dev.sartor.device;

import dev.sartor.device.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

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
        return texts(kind(before, after), Difference::overTime);
    }

    /** Sentences about differences in runtime and settings. */
    public static List<String> ofRuntime(DeviceDescription before, DeviceDescription after) {
        return texts(runtime(before, after), Difference::overTime);
    }

    /** Sentences about the differences of {@link #ofKind} and of the operating system. */
    public static List<String> ofSystem(DeviceDescription before, DeviceDescription after) {
        return texts(system(before, after), Difference::overTime);
    }

    /** The differences of {@link #ofSystem} as sentences about the second of two boards that are measured together. */
    static List<String> ofBoards(DeviceDescription first, DeviceDescription second) {
        return texts(system(first, second), Difference::ofSecond);
    }

    /** Runtime, operating system and settings as one text; changes with updates of the software. */
    public static String software(DeviceDescription d) {
        return runtime(d) + ", " + system(d.machine()) + ", " + d.settings();
    }

    private record Difference(String what, String first, String second) {
        String overTime() {
            return what + ": was " + first + ", is " + second;
        }

        String ofSecond() {
            return what + ": " + second + ", not " + first;
        }
    }

    private static List<String> texts(List<Difference> differences, Function<Difference, String> text) {
        return differences.stream().map(text).toList();
    }

    private static List<Difference> kind(DeviceDescription a, DeviceDescription b) {
        List<Difference> differences = new ArrayList<>();
        compare(differences, "device", a.device().text(), b.device().text());
        compare(differences, "processor", a.machine().cpu(), b.machine().cpu());
        differences.addAll(runtime(a, b));
        return differences;
    }

    private static List<Difference> runtime(DeviceDescription a, DeviceDescription b) {
        List<Difference> differences = new ArrayList<>();
        compare(differences, "runtime", runtime(a), runtime(b));
        var keys = new TreeSet<>(a.settings().keySet());
        keys.addAll(b.settings().keySet());
        keys.forEach(k -> compare(
                differences,
                "setting '" + k + "'",
                a.settings().getOrDefault(k, "not set"),
                b.settings().getOrDefault(k, "not set")));
        return differences;
    }

    private static List<Difference> system(DeviceDescription a, DeviceDescription b) {
        List<Difference> differences = kind(a, b);
        compare(differences, "system", system(a.machine()), system(b.machine()));
        return differences;
    }

    private static void compare(List<Difference> differences, String what, String first, String second) {
        if (!first.equals(second)) {
            differences.add(new Difference(what, first, second));
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

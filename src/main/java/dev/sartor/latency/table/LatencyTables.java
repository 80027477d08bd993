package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.machine.Machine;
import dev.sartor.latency.certificate.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The latency tables of a folder. */
public final class LatencyTables {
    /** Where the shipped tables lie, in the project's folder. */
    public static final Path FOLDER = Path.of("latency-tables");

    private LatencyTables() {}

    /**
     * A file that is or claims to be a table.
     *
     * @param table   empty if it cannot be read
     * @param problem why, in that case
     */
    public record Entry(Path file, Optional<LatencyTable> table, Optional<UserError> problem) {}

    /** All tables of a folder by name, those with faults too; none if there is no such folder. */
    public static List<Entry> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".csv"))
                    .sorted()
                    .map(LatencyTables::entry)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads tables that are used side by side. They may be of any devices, but not of one device with two runtimes: then one
     * of them no longer holds, and which of them a figure came from would be lost.
     *
     * @return one table per file, in their order
     * @throws UserError if a file has a fault, two have one name, or two are of one device with two runtimes
     */
    public static List<LatencyTable> readTogether(List<Path> files) {
        List<LatencyTable> tables = new ArrayList<>();
        for (Path file : files) {
            LatencyTable table = LatencyTable.read(file);
            tables.forEach(earlier -> requireCompatible(earlier, table, file));
            tables.add(table);
        }
        return tables;
    }

    private static void requireCompatible(LatencyTable earlier, LatencyTable table, Path file) {
        if (earlier.name().equals(table.name())) {
            throw new UserError(
                    "two latency tables are named " + table.name(), file.toString(), "rename one of the files");
        }
        if (earlier.provenance() instanceof Certificate a
                && table.provenance() instanceof Certificate b
                && sameDevice(a.device(), b.device())) {
            List<String> changes = Staleness.runtimeChanges(a.device(), b.device());
            if (!changes.isEmpty()) {
                throw new UserError(
                        "the tables " + earlier.name() + " and " + table.name()
                                + " are of one device, but not of one runtime: " + String.join("; ", changes),
                        file.toString(),
                        "leave out the one that no longer holds, or measure it anew: sartor profile --only stale …");
            }
        }
    }

    private static boolean sameDevice(DeviceDescription a, DeviceDescription b) {
        return a.device().text().equals(b.device().text())
                && a.machine().cpu().equals(b.machine().cpu())
                && !a.machine().cpu().equals(Machine.UNKNOWN);
    }

    private static Entry entry(Path file) {
        try {
            return new Entry(file, Optional.of(LatencyTable.read(file)), Optional.empty());
        } catch (UserError e) {
            return new Entry(file, Optional.empty(), Optional.of(e));
        }
    }

    /** Whether times of one device hold for the other: same request, processor, runtime and its settings. */
    public static boolean sameKind(DeviceDescription a, DeviceDescription b) {
        return differences(a, b).isEmpty();
    }

    /** In what a device differs from an earlier one whose times would else hold for it: for people, one each. */
    public static List<String> differences(DeviceDescription then, DeviceDescription now) {
        return List.copyOf(Staleness.kindChanges(then, now));
    }
}

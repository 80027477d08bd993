package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.device.DeviceDifferences;
import dev.sartor.latency.certificate.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The latency tables of a folder. */
public final class LatencyTables {
    /** The folder of the shipped tables, relative to the project. */
    public static final Path FOLDER = Path.of("latency-tables");

    private LatencyTables() {}

    /**
     * A file that ends in {@code .csv}.
     *
     * @param table   empty if it cannot be read
     * @param problem why it cannot be read
     */
    public record Entry(Path file, Optional<LatencyTable> table, Optional<UserError> problem) {}

    /** All tables of a folder by name, with those that cannot be read; empty if there is no such folder. */
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
            throw ReadErrors.of(folder, e);
        }
    }

    /**
     * Reads tables for one command. They may be of different devices, but not of one device with two runtimes, since one of
     * them is then out of date.
     *
     * @return one table per file, in their order
     * @throws UserError if a file cannot be read, two tables have the same name, or two are of one device with two runtimes
     */
    public static List<LatencyTable> readCompatible(List<Path> files) {
        List<LatencyTable> tables = new ArrayList<>();
        for (Path file : files) {
            LatencyTable table = LatencyTableFile.read(file);
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
                && DeviceDifferences.isSameHardware(a.device(), b.device())) {
            List<String> changes = DeviceDifferences.ofRuntime(a.device(), b.device());
            if (!changes.isEmpty()) {
                throw new UserError(
                        "the tables " + earlier.name() + " and " + table.name()
                                + " are of the same device with different runtimes: " + String.join("; ", changes),
                        file.toString(),
                        "leave out the one that is out of date, or measure it again with the options of its profile"
                                + " and --only stale");
            }
        }
    }

    private static Entry entry(Path file) {
        try {
            return new Entry(file, Optional.of(LatencyTableFile.read(file)), Optional.empty());
        } catch (UserError e) {
            return new Entry(file, Optional.empty(), Optional.of(e));
        }
    }
}

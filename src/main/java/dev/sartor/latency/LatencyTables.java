package dev.sartor.latency;

import dev.sartor.arch.UserError;
import dev.sartor.device.DeviceDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The latency tables of a folder. */
public final class LatencyTables {
    /** Where the shipped tables lie, in the project's folder. */
    public static final Path FOLDER = Path.of("latency-tables");

    private LatencyTables() {
    }

    /**
     * A file that is or claims to be a table.
     *
     * @param table   empty if it cannot be read
     * @param problem why, in that case
     */
    public record Entry(Path file, Optional<LatencyTable> table, Optional<UserError> problem) {
    }

    /** All tables of a folder by name, those with faults too; none if there is no such folder. */
    public static List<Entry> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".csv")).sorted().map(LatencyTables::entry).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return kind(a).equals(kind(b));
    }

    /** What times depend on, but for the state of the moment. */
    static String kind(DeviceDescription d) {
        return d.device().text() + " on " + d.machine().cpu() + ", " + d.runtime().name() + " " + d.runtime().version()
                + " " + d.runtime().build() + " " + d.settings();
    }
}

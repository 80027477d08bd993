package dev.sartor.cli.option;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A latency table on the command line: its file, or its name in {@code latency-tables/}. */
public final class TableArgument {
    private TableArgument() {}

    /** Reads a table. */
    public static LatencyTable read(String nameOrFile) {
        return LatencyTableFile.read(file(nameOrFile));
    }

    /**
     * The CSV file of a table.
     *
     * @throws UserError with the most similar name if there is no such table
     */
    public static Path file(String nameOrFile) {
        Path file = Path.of(nameOrFile);
        Path shipped = Installation.latencyTables().resolve(nameOrFile + ".csv");
        if (Files.isRegularFile(file)) {
            return file;
        }
        if (Files.isRegularFile(shipped)) {
            return shipped;
        }
        List<String> names = LatencyTables.list(Installation.latencyTables()).stream()
                .map(e -> e.file().getFileName().toString().replaceFirst("\\.csv$", ""))
                .toList();
        throw new UserError(
                "there is no latency table '" + nameOrFile + "'",
                "the --table option",
                names.isEmpty()
                        ? "measure one: sartor profile --space S --device D --out " + nameOrFile
                        : Suggestions.fix(nameOrFile, names));
    }
}

package dev.sartor.cli.option;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** T: a table's file, or the name of one in {@code latency-tables/}. */
public final class TableArgument {
    private TableArgument() {}

    public static LatencyTable read(String nameOrFile) {
        return LatencyTableFile.read(file(nameOrFile));
    }

    /** The CSV that is meant; a {@link UserError} names the nearest where there is none. */
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
                "no latency table '" + nameOrFile + "'",
                "the --table option",
                names.isEmpty()
                        ? "make one: sartor profile --space S --device D --out " + nameOrFile
                        : Suggestions.fix(nameOrFile, names));
    }
}

package dev.sartor.cli;

import dev.sartor.arch.Nearest;
import dev.sartor.arch.UserError;
import dev.sartor.latency.LatencyTable;
import dev.sartor.latency.LatencyTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** T: a table's file, or the name of one in {@code latency-tables/}. */
final class TableArgument {
    private TableArgument() {}

    static LatencyTable read(String nameOrFile) {
        return LatencyTable.read(file(nameOrFile));
    }

    /** The CSV that is meant; a {@link UserError} names the nearest where there is none. */
    static Path file(String nameOrFile) {
        Path file = Path.of(nameOrFile);
        Path shipped = Home.latencyTables().resolve(nameOrFile + ".csv");
        if (Files.isRegularFile(file)) {
            return file;
        }
        if (Files.isRegularFile(shipped)) {
            return shipped;
        }
        List<String> names = LatencyTables.list(Home.latencyTables()).stream()
                .map(e -> e.file().getFileName().toString().replaceFirst("\\.csv$", ""))
                .toList();
        throw new UserError(
                "no latency table '" + nameOrFile + "'",
                "the --table option",
                names.isEmpty()
                        ? "make one: sartor profile --space S --device D --out " + nameOrFile
                        : Nearest.remedy(nameOrFile, names));
    }
}

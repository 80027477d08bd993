package dev.sartor.cli.option;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A latency table on the command line: its file, or its name in {@code latency-tables/} of the working directory or the installation. */
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
        Optional<Path> found = Stream.concat(
                        Stream.of(file), Installation.latencyTables().stream().map(f -> f.resolve(nameOrFile + ".csv")))
                .filter(Files::isRegularFile)
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        List<String> names = Installation.latencyTables().stream()
                .flatMap(f -> LatencyTables.list(f).stream())
                .map(e -> e.file().getFileName().toString().replaceFirst("\\.csv$", ""))
                .toList();
        throw new UserError(
                "there is no latency table '" + nameOrFile + "'",
                "the --table option",
                names.isEmpty()
                        ? "measure one with sartor profile, or convert one of another tool with sartor tables import"
                        : Suggestions.fix(nameOrFile, names));
    }
}

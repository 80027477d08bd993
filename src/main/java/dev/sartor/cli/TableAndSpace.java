package dev.sartor.cli;

import dev.sartor.latency.LatencyTable;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --table} and {@code --space}, both needed: a device as a table knows it, and what may be built. */
final class TableAndSpace {
    /** What a table may be given as. */
    static final String TABLE = "A latency table's name or file (see sartor tables)";
    /** What a space may be given as. */
    static final String SPACE = "A search space's name or YAML file (see sartor spaces)";

    @Option(names = "--table", paramLabel = "T", required = true, description = TABLE + ".")
    private String table;

    @Option(names = "--space", paramLabel = "S", required = true, description = SPACE + ".")
    private String space;

    Path tableFile() {
        return TableArgument.file(table);
    }

    LatencyTable table() {
        return LatencyTable.read(tableFile());
    }

    SearchSpace space() {
        return SpaceFile.named(space, Home.searchSpaces());
    }
}

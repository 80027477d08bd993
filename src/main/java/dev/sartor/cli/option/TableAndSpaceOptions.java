package dev.sartor.cli.option;

import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --table} and {@code --space}, both needed: a device as a table knows it, and what may be built. */
public final class TableAndSpaceOptions {
    /** What a table may be given as. */
    public static final String TABLE = "A latency table's name or file (see sartor tables)";
    /** What a space may be given as. */
    public static final String SPACE = "A search space's name or YAML file (see sartor spaces)";

    @Option(names = "--table", paramLabel = "T", required = true, description = TABLE + ".")
    private String table;

    @Option(names = "--space", paramLabel = "S", required = true, description = SPACE + ".")
    private String space;

    public Path tableFile() {
        return TableArgument.file(table);
    }

    public LatencyTable table() {
        return LatencyTableFile.read(tableFile());
    }

    public SearchSpace space() {
        return SpaceFile.named(space, Installation.searchSpaces());
    }
}

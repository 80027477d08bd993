package dev.sartor.cli.option;

import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options {@code --table} and {@code --space}, both required. */
public final class TableAndSpaceOptions {
    /** Help text of an option that names a table. */
    public static final String TABLE_HELP = "Name or file of a latency table (see sartor tables)";
    /** Help text of an option that names a space. */
    public static final String SPACE_HELP = "Name or YAML file of a search space (see sartor spaces)";

    @Option(names = "--table", paramLabel = "T", required = true, description = TABLE_HELP + ".")
    private String table;

    @Option(names = "--space", paramLabel = "S", required = true, description = SPACE_HELP + ".")
    private String space;

    public Path tableFile() {
        return TableArgument.file(table);
    }

    public LatencyTable table() {
        return LatencyTableFile.read(tableFile());
    }

    public SearchSpace space() {
        return SpaceFile.find(space, Installation.searchSpaces());
    }
}

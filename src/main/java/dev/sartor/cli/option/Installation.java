package dev.sartor.cli.option;

import dev.sartor.latency.table.LatencyTables;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that Sartor is installed in, with the shipped spaces and tables. The launcher passes it as {@code sartor.home}. */
public final class Installation {
    private Installation() {}

    /** The folder. Relative if it is the working directory, so that the paths stored in runs stay valid when it is moved. */
    static Path folder() {
        Path home = Path.of(System.getProperty("sartor.home", ""));
        return home.equals(Path.of("").toAbsolutePath()) ? Path.of("") : home;
    }

    /** The shipped search spaces. */
    public static Path searchSpaces() {
        return folder().resolve("search-spaces");
    }

    /** The folders of latency tables: the user's own in the working directory, then that of the shipped ones. */
    public static List<Path> latencyTables() {
        return Stream.of(LatencyTables.FOLDER, folder().resolve(LatencyTables.FOLDER))
                .distinct()
                .toList();
    }
}

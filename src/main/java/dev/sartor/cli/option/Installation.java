package dev.sartor.cli.option;

import java.nio.file.Path;

/** Where Sartor is installed, and so where the shipped spaces and tables lie; the launcher says it. */
public final class Installation {
    private Installation() {}

    /** The folder; relative when it is the one Sartor was started in, so that runs there can be moved along with it. */
    static Path folder() {
        Path home = Path.of(System.getProperty("sartor.home", ""));
        return home.equals(Path.of("").toAbsolutePath()) ? Path.of("") : home;
    }

    public static Path searchSpaces() {
        return folder().resolve("search-spaces");
    }

    public static Path latencyTables() {
        return folder().resolve("latency-tables");
    }
}

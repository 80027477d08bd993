package dev.sartor.cli;

import java.nio.file.Path;

/** Where Sartor is installed, and so where the shipped spaces and tables lie; the launcher says it. */
final class Home {
    private Home() {}

    /** The folder; relative when it is the one Sartor was started in, so that runs there can be moved along with it. */
    static Path folder() {
        Path home = Path.of(System.getProperty("sartor.home", ""));
        return home.equals(Path.of("").toAbsolutePath()) ? Path.of("") : home;
    }

    static Path searchSpaces() {
        return folder().resolve("search-spaces");
    }

    static Path latencyTables() {
        return folder().resolve("latency-tables");
    }
}

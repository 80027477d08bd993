package dev.sartor.cli;

import java.nio.file.Path;

/** Where Sartor is installed, and so where the shipped spaces and tables lie; the launcher says it. */
final class Home {
    private Home() {
    }

    static Path folder() {
        return Path.of(System.getProperty("sartor.home", ""));
    }

    static Path searchSpaces() {
        return folder().resolve("search-spaces");
    }

    static Path latencyTables() {
        return folder().resolve("latency-tables");
    }
}

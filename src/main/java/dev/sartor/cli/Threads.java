package dev.sartor.cli;

import picocli.CommandLine.Option;

/** How many threads compute. The result does not depend on it. */
final class Threads {
    @Option(names = "--threads", paramLabel = "N", description = "Threads that compute; all processors by default.")
    private Integer wanted;

    int count() {
        return wanted == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, wanted);
    }
}

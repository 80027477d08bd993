package dev.sartor.cli.option;

import picocli.CommandLine.Option;

/** How many threads compute. The result does not depend on it. */
public final class ThreadsOption {
    @Option(names = "--threads", paramLabel = "N", description = "Threads that compute; all processors by default.")
    private Integer wanted;

    public int count() {
        return wanted == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, wanted);
    }
}

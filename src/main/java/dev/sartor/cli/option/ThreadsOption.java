package dev.sartor.cli.option;

import picocli.CommandLine.Option;

/** The option {@code --threads}. Results do not depend on the number of threads. */
public final class ThreadsOption {
    @Option(names = "--threads", paramLabel = "N", description = "Number of threads. Default: all processors.")
    @IntegerRange(min = 1, max = 1024)
    private Integer threads;

    /** The number of threads, at least 1. */
    public int count() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }
}

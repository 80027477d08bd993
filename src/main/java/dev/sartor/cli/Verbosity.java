package dev.sartor.cli;

import picocli.CommandLine.Option;

/** The options that every command has. */
final class Verbosity {
    @Option(
            names = {"-q", "--quiet"},
            description = "Print results and errors only.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print more; stack traces with errors.")
    boolean verbose;
}

package dev.sartor.cli.option;

import picocli.CommandLine.Option;

/** The options that every command has. */
public final class VerbosityOptions {
    @Option(
            names = {"-q", "--quiet"},
            description = "Print results and errors only.")
    public boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print more; stack traces with errors.")
    boolean verbose;
}

package dev.sartor.cli.option;

import picocli.CommandLine.Option;

/** The options {@code --quiet} and {@code --verbose} of every command. */
public final class VerbosityOptions {
    @Option(
            names = {"-q", "--quiet"},
            description = "Print only results and errors.")
    public boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print stack traces with errors.")
    boolean verbose;
}

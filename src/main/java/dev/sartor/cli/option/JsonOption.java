package dev.sartor.cli.option;

import picocli.CommandLine.Option;

/** {@code --json}: the command prints its result as JSON instead of text. */
public final class JsonOption {
    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /** Whether the option was given. */
    public boolean isGiven() {
        return json;
    }
}

package dev.sartor.cli;

import dev.sartor.latency.MissingUnits;
import picocli.CommandLine.Option;

/** {@code --missing}: what is done about units that a latency table lacks. */
final class MissingOption {
    static final String NAME = "--missing";

    @Option(
            names = NAME,
            paramLabel = "refuse|interpolate",
            defaultValue = "refuse",
            description = "Units that the table lacks. Default: ${DEFAULT-VALUE}, with the command that measures them;"
                    + " interpolated ones widen intervals.")
    private MissingUnits missing;

    MissingUnits units() {
        return missing;
    }
}

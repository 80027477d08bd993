package dev.sartor.cli.option;

import dev.sartor.latency.prediction.MissingUnitPolicy;
import picocli.CommandLine.Option;

/** The option {@code --missing}: how units that a latency table does not contain are handled. */
public final class MissingUnitsOption {
    /** The name of the option. */
    public static final String NAME = "--missing";

    @Option(
            names = NAME,
            paramLabel = "refuse|interpolate",
            defaultValue = "refuse",
            description =
                    "What to do about units that the table does not contain: stop and print the command that measures"
                            + " them, or interpolate, which widens intervals. Default: ${DEFAULT-VALUE}.")
    private MissingUnitPolicy missing;

    /** The policy. */
    public MissingUnitPolicy units() {
        return missing;
    }
}

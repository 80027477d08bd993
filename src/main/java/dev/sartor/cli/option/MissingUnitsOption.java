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
                    "What to do about units that the table does not contain. refuse: stop and print the command that"
                            + " measures them. interpolate: estimate them, with wider prediction intervals. Default:"
                            + " ${DEFAULT-VALUE}.")
    private MissingUnitPolicy policy;

    /** The policy. */
    public MissingUnitPolicy policy() {
        return policy;
    }
}

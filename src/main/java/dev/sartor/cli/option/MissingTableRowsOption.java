package dev.sartor.cli.option;

import dev.sartor.latency.prediction.MissingUnitPolicy;
import picocli.CommandLine.Option;

/** The option {@code --missing}: what is done about stems, blocks and heads that a latency table has no row for. */
public final class MissingTableRowsOption {
    /** The name of the option. */
    public static final String NAME = "--missing";

    @Option(
            names = NAME,
            paramLabel = "refuse|interpolate",
            defaultValue = "refuse",
            description =
                    "What to do about blocks, stems and heads that the table has no row for. refuse: stop and print the"
                            + " command that measures them. interpolate: estimate them, with wider prediction"
                            + " intervals. Default: ${DEFAULT-VALUE}.")
    private MissingUnitPolicy policy;

    /** The policy. */
    public MissingUnitPolicy policy() {
        return policy;
    }
}

package dev.sartor.cli.option;

import dev.sartor.latency.prediction.MissingUnitPolicy;
import picocli.CommandLine.Option;

/** {@code --missing}: what is done about units that a latency table lacks. */
public final class MissingUnitsOption {
    public static final String NAME = "--missing";

    @Option(
            names = NAME,
            paramLabel = "refuse|interpolate",
            defaultValue = "refuse",
            description = "Units that the table lacks. Default: ${DEFAULT-VALUE}, with the command that measures them;"
                    + " interpolated ones widen intervals.")
    private MissingUnitPolicy missing;

    public MissingUnitPolicy units() {
        return missing;
    }
}

package dev.sartor.cli.staircase;

import dev.sartor.cli.option.DurationConverter;
import dev.sartor.cli.option.IntegerRange;
import dev.sartor.cli.option.TrustOption;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.cli.option.ViaOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of {@code explain --staircase}. */
public final class StaircaseOptions {
    private static final String[] ONLY_WITH_STAIRCASE = {
        "--device", "--blocks", "--max-channels", "--channel-step", "--rounds", "--budget", "--out", "--via", "--trust"
    };

    @Option(
            names = "--staircase",
            description =
                    "Measure each kind of block with more and more channels, and show where its latency has steps."
                            + " Measured on the devices of the tables.")
    private boolean staircase;

    @Option(
            names = "--device",
            paramLabel = "D",
            description =
                    "With --staircase: measure on this device, and not on that of a table. Can be repeated, to set"
                            + " devices side by side.")
    private List<String> devices = List.of();

    @Option(
            names = "--blocks",
            paramLabel = "LABEL",
            split = ",",
            description = "With --staircase: the blocks of the space to measure, as explain prints them: ir_k3_e6_nre."
                    + " Default: up to 6 different ones.")
    private List<String> blocks = List.of();

    @Option(
            names = "--max-channels",
            paramLabel = "N",
            defaultValue = "96",
            description = "With --staircase: the largest number of channels. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = 8, max = 4096)
    private int maxChannels;

    @Option(
            names = "--channel-step",
            paramLabel = "N",
            defaultValue = "4",
            description = "With --staircase: the distance of two numbers of channels. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = 1, max = 1024)
    private int channelStep;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "15",
            description = "With --staircase: maximum number of rounds; each measures every model once. Default:"
                    + " ${DEFAULT-VALUE}.")
    @IntegerRange(min = 2, max = 100_000)
    private int rounds;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "With --staircase: time limit for each device. Default: ${DEFAULT-VALUE}.")
    private Duration budget;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "HTML",
            description =
                    "With --staircase: draw the steps on this page. An interrupted measurement then continues where it"
                            + " stopped.")
    private Path out;

    @Mixin
    private ViaOption via;

    @Mixin
    private TrustOption trust;

    /** Whether staircases are wanted. */
    public boolean isGiven() {
        return staircase;
    }

    /** Whether the devices are given, so that no table is needed. */
    public boolean hasDevices() {
        return !devices.isEmpty();
    }

    /** Rejects options that have no effect without {@code --staircase}. */
    public void rejectOptionsWithoutStaircase(CommandSpec spec) {
        UsageErrors.rejectIfGiven(
                spec, "only --staircase measures", "add --staircase, or omit the option", ONLY_WITH_STAIRCASE);
    }

    List<String> devices() {
        return devices;
    }

    List<String> blocks() {
        return blocks;
    }

    int channelStep() {
        return channelStep;
    }

    int maxChannels() {
        return maxChannels;
    }

    int rounds() {
        return rounds;
    }

    Duration budget() {
        return budget;
    }

    Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    ViaOption via() {
        return via;
    }

    TrustOption trust() {
        return trust;
    }
}

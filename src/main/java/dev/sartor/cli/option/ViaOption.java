package dev.sartor.cli.option;

import dev.sartor.base.UserError;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.device.Boards;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --via}: commands that start agents on other machines. */
public final class ViaOption {
    /** The name of the option. */
    public static final String NAME = "--via";

    @Option(
            names = NAME,
            paramLabel = "COMMAND",
            description =
                    "Use a device of another machine through an agent: --via \"ssh pi@host sartor agent\". Repeated:"
                            + " equal boards, among which profile, validate, train and export divide measurements.")
    private List<String> commands = List.of();

    /** The commands; none if the option was not given. */
    public List<String> commands() {
        return commands;
    }

    /**
     * Opens the device that a file names. On this machine, the user must consent to the device's commands; on others, the
     * agents decide which devices they offer.
     */
    public Boards open(DeviceSpec spec, Path file, CommandConsent consent) {
        return commands.isEmpty() ? Boards.of(Devices.open(spec, file, consent)) : Devices.open(spec, commands);
    }

    /** Opens a device that the user has named, on this machine, or on others if the option was given. */
    public Boards open(DeviceSpec spec) {
        return commands.isEmpty() ? Boards.of(Devices.open(spec)) : Devices.open(spec, commands);
    }

    /**
     * For measurements that are not divided among boards.
     *
     * @throws UserError if the option was given more than once
     */
    public void requireAtMostOne(String measurement) {
        if (commands.size() > 1) {
            throw new UserError(measurement + " measures on one board", NAME, "give " + NAME + " once");
        }
    }
}

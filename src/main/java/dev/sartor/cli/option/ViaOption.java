package dev.sartor.cli.option;

import dev.sartor.base.process.CommandConsent;
import dev.sartor.device.Device;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --via}: a command that starts an agent on another machine. */
public final class ViaOption {
    @Option(
            names = "--via",
            paramLabel = "COMMAND",
            description = "Use a device of another machine through an agent: --via \"ssh pi@host sartor agent\".")
    private String command;

    /** The command; empty if the option was not given. */
    public Optional<String> command() {
        return Optional.ofNullable(command);
    }

    /**
     * Opens the device that a file names. On this machine, the user must consent to the device's commands; on another one, the
     * agent decides which devices it offers.
     */
    public Device open(DeviceSpec spec, Path file, CommandConsent consent) {
        return command == null ? Devices.open(spec, file, consent) : Devices.open(spec, command);
    }

    /** Opens a device that the user has named, on this machine, or on the other one if the option was given. */
    public Device open(DeviceSpec spec) {
        return command == null ? Devices.open(spec) : Devices.open(spec, command);
    }
}

package dev.sartor.cli.option;

import dev.sartor.device.Device;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --via}: the machine that a device is of. */
public final class ViaOption {
    @Option(
            names = "--via",
            paramLabel = "COMMAND",
            description = "Reach the device through an agent on another machine: --via \"ssh pi@host sartor agent\".")
    private String command;

    /** The command, if there is one. */
    public Optional<String> command() {
        return Optional.ofNullable(command);
    }

    /** Opens a device here, or where the command leads. */
    public Device open(DeviceSpec spec) {
        return command == null ? Devices.open(spec) : Devices.open(spec, command);
    }
}

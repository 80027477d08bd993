package dev.sartor.cli.option;

import dev.sartor.base.process.TrustedCommands;
import dev.sartor.device.Boards;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options {@code --device} and {@code --via}. */
public final class DeviceOption {
    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu,threads=1",
            description = "The device: an execution provider (cpu,threads=4), adb, web, or a device file"
                    + " (my.yaml,threads=4). Default: ${DEFAULT-VALUE}.")
    private String device;

    @Mixin
    private ViaOption via;

    /** Stores that the user has named the device of a table; later commands with this table need no consent. */
    public void remember(Path table) {
        if (via.commands().isEmpty()) {
            TrustedCommands.ofUser().add(Devices.commands(DeviceSpec.parse(device), table));
        }
    }

    /** Opens the device, or the boards of it if {@code --via} was repeated. */
    public Boards open() {
        return via.open(DeviceSpec.parse(device));
    }
}

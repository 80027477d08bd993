package dev.sartor.cli.option;

import dev.sartor.device.Device;
import dev.sartor.device.spec.DeviceSpec;
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

    /** Opens the device. */
    public Device open() {
        return via.open(DeviceSpec.parse(device));
    }
}

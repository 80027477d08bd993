package dev.sartor.cli;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --device} with {@code --via}. */
final class DeviceArgument {
    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu,threads=1",
            description =
                    "A provider (cpu,threads=4), adb, or a device file (my.yaml,threads=4). Default: ${DEFAULT-VALUE}.")
    private String device;

    @Mixin
    private Via via;

    Device open() {
        return via.open(DeviceSpec.parse(device));
    }
}

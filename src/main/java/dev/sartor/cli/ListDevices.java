package dev.sartor.cli;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceSpec;
import dev.sartor.device.Devices;
import dev.sartor.device.Provider;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor devices}: what this machine can run models with. */
@Command(name = "devices", mixinStandardHelpOptions = true,
        description = "List the devices of this machine: providers of the loaded runtime, and the machine itself.")
final class ListDevices implements Runnable {
    @Spec
    private CommandSpec spec;
    @Mixin
    private Verbosity verbosity;
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<String> providers = Devices.available().stream().map(Provider::token).toList();
        try (Device device = Devices.open(DeviceSpec.cpu())) {
            DeviceDescription description = device.description();
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("providers", providers);
                object.put("machine", description.machine());
                object.put("runtime", description.runtime());
                out.println(Json.text(object));
                return;
            }
            out.println("machine   " + description.machine().cpu() + ", " + description.machine().processors() + " processors");
            out.println("runtime   " + description.runtime().name() + " " + description.runtime().version());
            out.println("devices   " + String.join(", ", providers.stream().map(p -> p + ",threads=1").toList()));
        }
    }
}

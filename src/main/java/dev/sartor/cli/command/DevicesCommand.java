package dev.sartor.cli.command;

import dev.sartor.cli.option.DeviceOption;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.JsonText;
import dev.sartor.device.Board;
import dev.sartor.device.Boards;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.spec.ExecutionProvider;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sartor devices}: lists the devices of this machine, or describes one device. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description = "List the devices of this machine, or describe the one that --device and --via name.",
        footer = {"", "Example: sartor devices --device cpu,threads=4 --via \"ssh pi@host sartor agent\""})
public final class DevicesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private DeviceOption device;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        boolean deviceGiven = spec.commandLine().getParseResult().hasMatchedOption("--device")
                || spec.commandLine().getParseResult().hasMatchedOption("--via");
        List<String> devices = deviceGiven
                ? List.of()
                : Devices.available().stream()
                        .map(p -> p.token() + ",threads=1")
                        .toList();
        try (Boards opened = device.open()) {
            DeviceDescription description = opened.first().description();
            List<String> boards = opened.count() == 1
                    ? List.of()
                    : opened.all().stream().map(Board::name).toList();
            if (json.isGiven()) {
                JsonText.print(object(description, deviceGiven, boards), out);
                return;
            }
            out.println("machine   " + machine(description));
            out.println("runtime   " + description.runtime().name() + " "
                    + description.runtime().version());
            out.println("devices   " + (deviceGiven ? description.device().text() : String.join(", ", devices)));
            if (!boards.isEmpty()) {
                out.println("boards    " + String.join(", ", boards) + ": same processor, system and runtime");
            }
        }
    }

    private static Map<String, Object> object(DeviceDescription description, boolean deviceGiven, List<String> boards) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (deviceGiven) {
            object.put("device", description.device().text());
            object.put("settings", description.settings());
        } else {
            object.put(
                    "providers",
                    Devices.available().stream().map(ExecutionProvider::token).toList());
        }
        if (!boards.isEmpty()) {
            object.put("boards", boards);
        }
        object.put("machine", description.machine());
        object.put("runtime", description.runtime());
        return object;
    }

    private static String machine(DeviceDescription description) {
        int processors = description.machine().processors();
        return description.machine().cpu()
                + (processors > 0 ? ", " + processors + " processors" : "")
                + (description.machine().os().equals(Machine.UNKNOWN)
                        ? ""
                        : ", " + description.machine().os());
    }
}

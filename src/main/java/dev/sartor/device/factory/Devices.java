package dev.sartor.device.factory;

import dev.sartor.base.Release;
import dev.sartor.base.UserError;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.FileCommands;
import dev.sartor.device.Boards;
import dev.sartor.device.Device;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.command.CommandDevice;
import dev.sartor.device.onnxruntime.InProcessDevice;
import dev.sartor.device.onnxruntime.OrtProviders;
import dev.sartor.device.remote.RemoteDevice;
import dev.sartor.device.remote.WebDevice;
import dev.sartor.device.spec.CommandSpec;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.ExecutionProvider;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.device.spec.WebSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Opens devices from their specifications. Throws a {@link UserError} if a device is not available. */
public final class Devices {
    private Devices() {}

    /** The execution providers in this machine's build of ONNX Runtime. */
    public static List<ExecutionProvider> available() {
        return OrtProviders.available();
    }

    /**
     * Opens a device that a file names, such as the certificate of a latency table. A device that runs commands needs the
     * user's consent; a device in this process runs none.
     *
     * @param file the file
     * @throws UserError if the user does not agree, or the device is not available
     */
    public static Device open(DeviceSpec spec, Path file, CommandConsent consent) {
        consent.require(commands(spec, file));
        return open(spec);
    }

    /**
     * The commands that a device runs on this machine.
     *
     * @param file the file that names the device
     * @return the commands with their file, for the user's consent; without commands for a device in this process
     */
    public static FileCommands commands(DeviceSpec spec, Path file) {
        List<String> commands = switch (spec) {
            case InProcessSpec _ -> List.of();
            case CommandSpec command -> CommandDevice.commands(command);
            case WebSpec web -> WebDevice.commands(web);
        };
        return new FileCommands(file, "the device '" + spec.text() + "'", commands);
    }

    /**
     * Opens a device that the user has named in this command, so that no consent is needed. This machine reaches it without an
     * agent.
     */
    public static Device open(DeviceSpec spec) {
        return switch (spec) {
            case InProcessSpec inProcess -> open(inProcess);
            case CommandSpec command -> CommandDevice.open(command);
            case WebSpec web -> WebDevice.open(web, System::nanoTime);
        };
    }

    /** Opens ONNX Runtime in this process. Throws if the provider is missing or there are more threads than processors. */
    public static InferenceDevice open(InProcessSpec spec) {
        String where = "device '" + spec.text() + "'";
        List<String> offered =
                available().stream().map(ExecutionProvider::token).toList();
        if (!offered.contains(spec.provider().token())) {
            throw new UserError(
                    "This build of ONNX Runtime has no provider '"
                            + spec.provider().token() + "'",
                    where,
                    "use one that it has: " + String.join(", ", offered));
        }
        int processors = Runtime.getRuntime().availableProcessors();
        if (spec.threads() > processors) {
            throw new UserError(
                    "There are fewer than " + spec.threads() + " processors for " + spec.threads() + " threads",
                    where,
                    "ask for at most " + processors
                            + " threads, since threads that wait for a processor give no usable times");
        }
        return new InProcessDevice(spec, Path.of("/"), System::nanoTime);
    }

    /**
     * Opens a device of another machine through an agent.
     *
     * @param spec the device as seen from the other machine
     * @param via  the command line that starts the agent there: {@code ssh pi@host sartor agent}
     */
    public static Device open(DeviceSpec spec, String via) {
        return switch (spec) {
            case InProcessSpec inProcess -> open(inProcess, via);
            case CommandSpec _, WebSpec _ -> RemoteDevice.open(spec, via, Release.version(), System::nanoTime);
        };
    }

    /**
     * Opens boards of one kind through agents.
     *
     * @param spec the device as seen from each of the other machines
     * @param vias the command lines that start the agents, at least one
     * @throws UserError if a command is given twice, or a board cannot be opened or differs from the first
     */
    public static Boards open(DeviceSpec spec, List<String> vias) {
        List<String> names = BoardNames.of(vias);
        Map<String, Supplier<Device>> byName = new LinkedHashMap<>();
        for (int i = 0; i < vias.size(); i++) {
            String via = vias.get(i);
            if (vias.indexOf(via) < i) {
                throw new UserError(
                        "board " + names.get(vias.indexOf(via))
                                + " is given twice, and would be measured twice at once",
                        "--via " + via,
                        "give each board once");
            }
            byName.put(names.get(i), () -> open(spec, via));
        }
        return Boards.open(byName);
    }

    /** {@link #open(DeviceSpec, String)} for a device that also returns outputs. */
    public static InferenceDevice open(InProcessSpec spec, String via) {
        return RemoteDevice.open(spec, via, Release.version(), System::nanoTime);
    }
}

package dev.sartor.device.factory;

import dev.sartor.base.Release;
import dev.sartor.base.UserError;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.FileCommands;
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
import java.util.List;

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

    /** {@link #open(DeviceSpec, String)} for a device that also returns outputs. */
    public static InferenceDevice open(InProcessSpec spec, String via) {
        return RemoteDevice.open(spec, via, Release.version(), System::nanoTime);
    }
}

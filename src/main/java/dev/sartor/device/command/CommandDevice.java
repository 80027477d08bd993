package dev.sartor.device.command;

import dev.sartor.base.UserError;
import dev.sartor.base.file.TemporaryFolder;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceDescription.RuntimeBuild;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.CommandSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A device that times models with shell commands, see {@link DeviceFile}. Model files are written to a temporary folder. */
public final class CommandDevice implements Device {
    /** The keys of the state, which is read each time the device is described, with a short timeout. */
    private static final Set<String> STATE_KEYS = Set.of("governor", "clock_mhz", "temperature_celsius");

    private static final Duration STATE_TIMEOUT = Duration.ofSeconds(5);
    private static final int UNKNOWN_PROCESSORS = 0;
    private static final boolean NOT_KNOWN_TO_BE_VIRTUAL = false;
    private static final long UNKNOWN_MEMORY = 0;

    private final CommandSpec spec;
    private final DeviceFile file;
    private final CommandEnvironment environment;
    private final TemporaryFolder folder;
    private final Machine machine;
    private final RuntimeBuild runtime;
    private int openedModels;

    private CommandDevice(CommandSpec spec, DeviceFile file, CommandEnvironment environment) {
        this.spec = spec;
        this.file = file;
        this.environment = environment;
        Map<String, String> described = describe();
        this.machine = new Machine(
                value(described, "cpu"),
                value(described, "architecture"),
                UNKNOWN_PROCESSORS,
                value(described, "affinity"),
                NOT_KNOWN_TO_BE_VIRTUAL,
                UNKNOWN_MEMORY,
                value(described, "os"),
                value(described, "kernel"));
        this.runtime =
                new RuntimeBuild(value(described, "runtime"), value(described, "version"), value(described, "build"));
        this.folder = TemporaryFolder.create("models");
    }

    /** The commands that {@link #open} and its sessions run, with their folder and the settings filled in. */
    public static List<String> commands(CommandSpec spec) {
        CommandEnvironment environment = CommandEnvironment.of(spec, Map.of());
        return DeviceFile.read(spec).commands().stream()
                .map(environment::asTyped)
                .toList();
    }

    /** @throws UserError if the device file is wrong, or the device does not describe itself */
    public static CommandDevice open(CommandSpec spec) {
        return open(spec, Map.of());
    }

    /** @param environment variables for every command, in addition to those of this process */
    static CommandDevice open(CommandSpec spec, Map<String, String> environment) {
        return new CommandDevice(spec, DeviceFile.read(spec), CommandEnvironment.of(spec, environment));
    }

    /** The description from the time when it was opened, with its present state. */
    @Override
    public DeviceDescription description() {
        var state = MachineState.ofReported(
                currentValue("governor"), currentValue("clock_mhz"), currentValue("temperature_celsius"));
        return new DeviceDescription(spec, machine, state, runtime, settings());
    }

    private Optional<String> currentValue(String key) {
        try {
            CommandTemplate template = file.describe().get(key);
            return template == null ? Optional.empty() : firstLine(template, STATE_TIMEOUT);
        } catch (ShellCommand.Failure e) {
            // the device may not report it, or may be disconnected
            return Optional.empty();
        }
    }

    private Map<String, String> describe() {
        Map<String, String> described = new HashMap<>();
        file.describe().forEach((key, template) -> {
            if (!STATE_KEYS.contains(key)) {
                described.put(key, describe(template));
            }
        });
        return described;
    }

    private String describe(CommandTemplate template) {
        try {
            return firstLine(template, file.timeout()).orElse(Machine.UNKNOWN);
        } catch (ShellCommand.Failure e) {
            throw new UserError(
                    "the device does not describe itself: " + e.getMessage(),
                    "device '" + spec.text() + "'",
                    "check that the command works in a shell",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    private Optional<String> firstLine(CommandTemplate template, Duration timeout) throws ShellCommand.Failure {
        return new ShellCommand(template.fill(file.settings()), environment)
                .output(timeout)
                .strip()
                .lines()
                .findFirst()
                .filter(line -> !line.isBlank());
    }

    private static String value(Map<String, String> described, String key) {
        return described.getOrDefault(key, Machine.UNKNOWN);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(file.settings());
        settings.put("run", file.run().text());
        settings.put("times", file.times().text());
        settings.put("warmup", Integer.toString(file.warmUpRuns()));
        return settings;
    }

    @Override
    public Session open(byte[] bytes) {
        Path model =
                folder.path().resolve("model-" + openedModels++ + spec.format().extension());
        try {
            Files.write(model, bytes);
        } catch (IOException e) {
            throw TemporaryFolder.failed(model, e);
        }
        return CommandSession.open(file, model, values(model), environment);
    }

    @Override
    public int requestsPerCall() {
        return file.modelsAtOnce();
    }

    /** Runs one command for all sessions, with the largest number of runs that a request asks for. */
    @Override
    public List<double[]> timesMs(List<TimingRequest> requests) {
        return CommandSession.timesOfAll(
                requests.stream().map(r -> (CommandSession) r.session()).toList(),
                requests.stream().mapToInt(TimingRequest::discarded).max().orElse(0),
                requests.stream().mapToInt(TimingRequest::timed).max().orElse(0));
    }

    /** The values of placeholders in the commands for one model. */
    private Map<String, String> values(Path model) {
        Map<String, String> values = new HashMap<>(file.settings());
        values.put("model", model.toString());
        values.put("name", model.getFileName().toString());
        // in the commands that prepare and release one model, the plural names stand for that model
        values.put("models", model.toString());
        values.put("names", model.getFileName().toString());
        values.put("threads", Integer.toString(spec.threads()));
        values.put("batch", Integer.toString(spec.batch()));
        values.put("precision", spec.precision().token());
        // those commands run nothing; the values for 'run' are set when it is run
        values.put("runs", "0");
        values.put("warmup", "0");
        return values;
    }

    @Override
    public void close() {
        folder.close();
    }
}

package dev.sartor.device.command;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceDescription.RuntimeBuild;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.CommandSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Times models with commands; see {@link DeviceFile}. Model files lie in a temporary folder of its own. */
public final class CommandDevice implements Device {
    /** Asked anew whenever the device is described; nobody waits long for it. */
    private static final Set<String> STATE = Set.of("governor", "clock_mhz", "temperature_celsius");

    private static final Duration STATE_TIMEOUT = Duration.ofSeconds(5);

    private final CommandSpec spec;
    private final DeviceFile file;
    private final Map<String, String> environment;
    private final Path folder;
    private final Machine machine;
    private final RuntimeBuild runtime;
    private int opened;

    private CommandDevice(CommandSpec spec, DeviceFile file, Map<String, String> environment) {
        this.spec = spec;
        this.file = file;
        this.environment = environment;
        Map<String, String> told = told();
        this.machine = new Machine(
                word(told, "cpu"),
                word(told, "architecture"),
                0,
                word(told, "affinity"),
                false,
                0,
                word(told, "os"),
                word(told, "kernel"));
        this.runtime = new RuntimeBuild(word(told, "runtime"), word(told, "version"), word(told, "build"));
        try {
            this.folder = Files.createTempDirectory("sartor-models-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A device file with a fault, or whose device does not tell what it is, is a {@link UserError}. */
    public static CommandDevice open(CommandSpec spec) {
        return open(spec, Map.of());
    }

    /** @param environment variables added to this process's own, for every command */
    static CommandDevice open(CommandSpec spec, Map<String, String> environment) {
        return new CommandDevice(spec, DeviceFile.read(spec.file(), spec.settings()), environment);
    }

    /** What it is, as it said when it was opened, and its state now, as far as it says. */
    @Override
    public DeviceDescription description() {
        var state = MachineState.told(now("governor"), now("clock_mhz"), now("temperature_celsius"));
        return new DeviceDescription(spec, machine, state, runtime, settings());
    }

    private Optional<String> now(String key) {
        try {
            CommandTemplate template = file.describe().get(key);
            return template == null ? Optional.empty() : firstLine(template, STATE_TIMEOUT);
        } catch (ShellCommand.Failed e) {
            // a device may keep it to itself, or be gone
            return Optional.empty();
        }
    }

    private Map<String, String> told() {
        Map<String, String> told = new HashMap<>();
        file.describe().forEach((key, template) -> {
            if (!STATE.contains(key)) {
                told.put(key, told(template));
            }
        });
        return told;
    }

    private String told(CommandTemplate template) {
        try {
            return firstLine(template, file.timeout()).orElse(Machine.UNKNOWN);
        } catch (ShellCommand.Failed e) {
            throw new UserError(
                    "the device does not say what it is: " + e.getMessage(),
                    "device '" + spec.text() + "'",
                    "see that the command works in a shell",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    private Optional<String> firstLine(CommandTemplate template, Duration timeout) throws ShellCommand.Failed {
        return new ShellCommand(template.filled(file.settings()), environment)
                .output(timeout)
                .strip()
                .lines()
                .findFirst()
                .filter(line -> !line.isBlank());
    }

    private static String word(Map<String, String> told, String key) {
        return told.getOrDefault(key, Machine.UNKNOWN);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(file.settings());
        settings.put("run", file.run().text());
        settings.put("times", file.times().text());
        settings.put("warmup", Integer.toString(file.warmUpRuns()));
        return settings;
    }

    @Override
    public Session open(byte[] onnx) {
        Path model = folder.resolve("model-" + opened++ + ".onnx");
        try {
            Files.write(model, onnx);
        } catch (IOException e) {
            throw new UserError(
                    "the model cannot be written: " + e.getMessage(),
                    model.toString(),
                    "make room there, or choose another folder with java.io.tmpdir",
                    UserError.ExitCode.FAILED,
                    e);
        }
        return CommandSession.open(file, model, values(model), environment);
    }

    @Override
    public int turnsAtOnce() {
        return file.modelsAtOnce();
    }

    /** In one command, which runs each model as often as the one that wants most. */
    @Override
    public List<double[]> timesMs(List<TimingRequest> turns) {
        return CommandSession.together(
                turns.stream().map(t -> (CommandSession) t.session()).toList(),
                turns.stream().mapToInt(TimingRequest::discarded).max().orElse(0),
                turns.stream().mapToInt(TimingRequest::timed).max().orElse(0));
    }

    private Map<String, String> values(Path model) {
        Map<String, String> values = new HashMap<>(file.settings());
        values.put("model", model.toString());
        values.put("name", model.getFileName().toString());
        // commands around the run are of one model, whichever way they name it
        values.put("models", model.toString());
        values.put("names", model.getFileName().toString());
        values.put("threads", Integer.toString(spec.threads()));
        values.put("batch", Integer.toString(spec.batch()));
        // commands around the run may name these too, but there are none then
        values.put("runs", "0");
        values.put("warmup", "0");
        return values;
    }

    @Override
    public void close() {
        try (var files = Files.list(folder)) {
            for (Path left : files.toList()) {
                Files.delete(left);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.sartor.device.command;

import dev.sartor.base.ClassPathResource;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlReader;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.device.spec.CommandSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A device file: a YAML file with shell commands and a pattern that finds the times in their output.
 * <pre>
 * run: my_benchmark --model {model} --runs {runs} --warmup {warmup} --threads {threads}
 * times: 'run took ([0-9.]+) ms'   # the part in parentheses is a time; one match per run, or one for a mean of all
 * # everything else is optional:
 * unit: ms                         # s, ms, us or ns
 * prepare: scp {model} phone:{name}    # once for each model, before it runs
 * release: ssh phone rm {name}         # once for each model, after its last run
 * at_once: 16                      # maximum number of models in one command, if run contains {models}
 * warmup: 1                        # minimum number of runs of each command that are not counted
 * timeout_s: 120                   # for one command
 * retries: 1                       # retries of a command that fails, takes too long or prints no time
 * settings: {cores: f}             # values for {cores} in commands; --device my.yaml,cores=f0 changes one
 * describe:                        # commands whose first line goes into the certificate
 *   cpu: ssh phone getprop ro.soc.model
 * </pre>
 * Commands run in the folder of the device file. They may contain {@code {model}} (path of the model file), {@code {name}} (its
 * name without folder), {@code {runs}}, {@code {warmup}}, {@code {threads}}, {@code {batch}}, {@code {precision}} (fp32 or int8)
 * and the file's own settings. A {@code run} with {@code {models}} or {@code {names}} takes several models at once, which saves
 * the start of processes: it runs all of them equally often, and prints the times of the first, then those of the second, and so
 * on. Without {@code {warmup}}, the warm-up runs are added to {@code {runs}} and their times are left out. Any exit status other
 * than 0 is a failure.
 *
 * @param describe commands that print properties (cpu, version …) or the state (governor, clock_mhz, temperature_celsius) of
 *                 the device
 */
public record DeviceFile(
        Map<String, String> settings,
        Optional<CommandTemplate> prepare,
        CommandTemplate run,
        Optional<CommandTemplate> release,
        TimesPattern times,
        int modelsAtOnce,
        int warmUpRuns,
        Duration timeout,
        int retries,
        Map<String, CommandTemplate> describe) {
    /** Names that stand for all models of a command. */
    static final List<String> MODEL_LIST_NAMES = List.of("models", "names");

    /** Placeholders whose values are not settings of the file. */
    static final List<String> RUN_NAMES =
            List.of("model", "name", "models", "names", "runs", "warmup", "threads", "batch", "precision");

    private static final List<String> KEYS = List.of(
            "run",
            "times",
            "unit",
            "prepare",
            "release",
            "at_once",
            "warmup",
            "timeout_s",
            "retries",
            "settings",
            "describe");
    /** Keys of {@code describe}. */
    private static final List<String> DESCRIBE_KEYS = List.of(
            "cpu",
            "architecture",
            "affinity",
            "os",
            "kernel",
            "runtime",
            "version",
            "build",
            "governor",
            "clock_mhz",
            "temperature_celsius");

    private static final int DEFAULT_TIMEOUT_S = 120;
    private static final int DEFAULT_AT_ONCE = 16;
    private static final int DEFAULT_WARM_UP_RUNS = 1;
    private static final int DEFAULT_RETRIES = 1;
    private static final int MAX_AT_ONCE = 4096;
    private static final int MAX_WARM_UP_RUNS = 1_000_000;
    private static final int MAX_TIMEOUT_S = 24 * 3600;
    private static final int MAX_RETRIES = 100;

    /** Reads the file of a device, or a built-in one; the settings of the device replace those of the file. */
    static DeviceFile read(CommandSpec device) {
        return parse(
                CommandSpec.BUILT_IN.contains(device.file())
                        ? builtIn(device)
                        : YamlReader.read(Path.of(device.file())),
                device.settings());
    }

    /** There is a built-in file for each format of models, such as {@code adb.yaml} and {@code adb-litert.yaml}. */
    private static YamlNode builtIn(CommandSpec device) {
        String name = switch (device.format()) {
            case ONNX -> device.file();
            case LITERT -> device.file() + "-litert";
        };
        return YamlReader.read(Path.of(name), ClassPathResource.text(DeviceFile.class, name + ".yaml"));
    }

    private static DeviceFile parse(YamlNode root, Map<String, String> changed) {
        YamlFields fields = YamlFields.of(root, KEYS);
        Map<String, String> settings = settings(fields, changed);
        List<String> known = new ArrayList<>(RUN_NAMES);
        known.addAll(settings.keySet());
        CommandTemplate run = CommandTemplate.of(fields.required("run"), known);
        int atOnce = count(fields, "at_once", DEFAULT_AT_ONCE, 1, MAX_AT_ONCE);
        boolean takesSeveralModels = MODEL_LIST_NAMES.stream().anyMatch(run::uses);
        return new DeviceFile(
                settings,
                fields.optional("prepare").map(n -> CommandTemplate.of(n, known)),
                run,
                fields.optional("release").map(n -> CommandTemplate.of(n, known)),
                TimesPattern.of(
                        fields.required("times"),
                        fields.optional("unit").orElse(new YamlNode.Scalar(fields.location(), "ms"))),
                takesSeveralModels ? atOnce : 1,
                count(fields, "warmup", DEFAULT_WARM_UP_RUNS, 0, MAX_WARM_UP_RUNS),
                Duration.ofSeconds(count(fields, "timeout_s", DEFAULT_TIMEOUT_S, 1, MAX_TIMEOUT_S)),
                count(fields, "retries", DEFAULT_RETRIES, 0, MAX_RETRIES),
                describe(fields, settings));
    }

    /** All commands of the file with its settings; the other placeholders stay. */
    List<String> commands() {
        return Stream.concat(
                        Stream.of(prepare, Optional.of(run), release).flatMap(Optional::stream),
                        describe.values().stream())
                .map(c -> c.fillKnown(settings))
                .toList();
    }

    private static int count(YamlFields fields, String key, int defaultValue, int min, int max) {
        int count = fields.integer(key, defaultValue);
        if (count < min || count > max) {
            throw fields.required(key)
                    .location()
                    .error(
                            "'" + count + "' is not valid for " + key,
                            "write a whole number from " + min + " to " + max);
        }
        return count;
    }

    private static Map<String, String> settings(YamlFields fields, Map<String, String> changed) {
        Map<String, String> settings = new LinkedHashMap<>();
        entries(fields, "settings").forEach((key, value) -> {
            if (!key.matches("[a-z][a-z0-9_]*") || RUN_NAMES.contains(key)) {
                throw value.location()
                        .error(
                                "'" + key + "' cannot name a setting",
                                "use small letters, and none of " + String.join(", ", RUN_NAMES));
            }
            settings.put(key, value instanceof YamlNode.Scalar scalar ? scalar.text() : YamlValues.string(value));
        });
        changed.forEach((key, value) -> {
            if (settings.replace(key, value) == null) {
                List<String> known = new ArrayList<>(List.of("threads", "batch", "precision", "runtime"));
                known.addAll(settings.keySet());
                throw new UserError(
                        "There is no setting '" + key + "'",
                        "device file " + fields.location().file(),
                        Suggestions.fix(key, known));
            }
        });
        return settings;
    }

    private static Map<String, CommandTemplate> describe(YamlFields fields, Map<String, String> settings) {
        Map<String, CommandTemplate> describe = new LinkedHashMap<>();
        fields.optional("describe").ifPresent(node -> YamlFields.of(node, DESCRIBE_KEYS));
        entries(fields, "describe")
                .forEach((key, value) -> describe.put(key, CommandTemplate.of(value, settings.keySet())));
        return describe;
    }

    private static Map<String, YamlNode> entries(YamlFields fields, String key) {
        return fields.optional(key)
                .map(node -> {
                    if (!(node instanceof YamlNode.Mapping mapping)) {
                        throw node.location()
                                .error("expected keys here, not " + node.description(), "write lines of key: value");
                    }
                    return mapping.entries();
                })
                .orElse(Map.of());
    }
}

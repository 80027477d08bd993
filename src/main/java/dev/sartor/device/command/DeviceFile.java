package dev.sartor.device.command;

import dev.sartor.base.ClassPathResource;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlReader;
import dev.sartor.base.yaml.YamlValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device as a YAML file: commands of the shell, and where in their output the times stand.
 * <pre>
 * run: my_benchmark --model {model} --runs {runs} --warmup {warmup} --threads {threads}
 * times: 'run took ([0-9.]+) ms'   # the part in parentheses is a time; one match a run, or one for a mean of all
 * # all else may be left out:
 * unit: ms                         # s, ms, us or ns
 * prepare: scp {model} phone:{name}    # once for each model, before it runs
 * release: ssh phone rm {name}         # once for each model, after its last run
 * at_once: 16                      # models of one command, at most, where {models} stands in run
 * warmup: 1                        # runs of each command that do not count, at least
 * timeout_s: 120                   # for one command
 * retries: 1                       # of a command that fails, takes too long or prints no time
 * settings: {cores: f}             # words of your own for commands: {cores}; --device my.yaml,cores=f0 changes one
 * describe:                        # commands whose first line goes into the certificate
 *   cpu: ssh phone getprop ro.soc.model
 * </pre>
 * Commands may name {@code {model}} (the file's path), {@code {name}} (the file's name alone), {@code {runs}},
 * {@code {warmup}}, {@code {threads}}, {@code {batch}} and the file's own settings. A {@code run} that names
 * {@code {models}} or {@code {names}} takes several models at once, runs each as often as the others, and prints the times
 * of the first, then those of the second, and so on: so the start of a process is not paid for each. Without {@code {warmup}}, the runs
 * that do not count are added to {@code {runs}} and their times left out. Anything but exit status 0 is a failure.
 *
 * @param describe what it is of (cpu, version …) or how it is now (governor, clock_mhz, temperature_celsius), and the
 *                 command that tells it
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
    /** Devices that need no file. */
    public static final List<String> READY_MADE = List.of("adb");

    /** Names of the run that stand for all of its models. */
    static final List<String> OF_MODELS = List.of("models", "names");

    static final List<String> OF_THE_RUN =
            List.of("model", "name", "models", "names", "runs", "warmup", "threads", "batch");
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
    private static final List<String> DESCRIBED = List.of(
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

    /** Whether a text names a device file or a ready-made one. */
    public static boolean names(String text) {
        return READY_MADE.contains(text) || text.endsWith(".yaml") || text.endsWith(".yml");
    }

    /** The file of that path, or a ready-made one; {@code settings} change the file's own. */
    static DeviceFile read(String name, Map<String, String> settings) {
        return parse(READY_MADE.contains(name) ? readyMade(name) : YamlReader.read(Path.of(name)), settings);
    }

    private static YamlNode readyMade(String name) {
        return YamlReader.read(Path.of(name), ClassPathResource.text(DeviceFile.class, name + ".yaml"));
    }

    private static DeviceFile parse(YamlNode root, Map<String, String> changed) {
        YamlFields fields = YamlFields.of(root, KEYS);
        Map<String, String> settings = settings(fields, changed);
        List<String> known = new ArrayList<>(OF_THE_RUN);
        known.addAll(settings.keySet());
        CommandTemplate run = CommandTemplate.of(fields.required("run"), known);
        boolean several = OF_MODELS.stream().anyMatch(run::names);
        return new DeviceFile(
                settings,
                fields.optional("prepare").map(n -> CommandTemplate.of(n, known)),
                run,
                fields.optional("release").map(n -> CommandTemplate.of(n, known)),
                TimesPattern.of(
                        fields.required("times"),
                        fields.optional("unit").orElse(new YamlNode.Scalar(fields.place(), "ms"))),
                several ? Math.max(1, count(fields, "at_once", DEFAULT_AT_ONCE)) : 1,
                count(fields, "warmup", 1),
                Duration.ofSeconds(Math.max(1, count(fields, "timeout_s", DEFAULT_TIMEOUT_S))),
                count(fields, "retries", 1),
                describe(fields, settings));
    }

    private static int count(YamlFields fields, String key, int otherwise) {
        int count = fields.whole(key, otherwise);
        if (count < 0) {
            throw fields.required(key).place().error("'" + count + "' is less than nothing", "write 0 or more");
        }
        return count;
    }

    private static Map<String, String> settings(YamlFields fields, Map<String, String> changed) {
        Map<String, String> settings = new LinkedHashMap<>();
        entries(fields, "settings").forEach((key, value) -> {
            if (!key.matches("[a-z][a-z0-9_]*") || OF_THE_RUN.contains(key)) {
                throw value.place()
                        .error(
                                "'" + key + "' cannot name a setting",
                                "use small letters, and none of " + String.join(", ", OF_THE_RUN));
            }
            settings.put(key, value instanceof YamlNode.Scalar scalar ? scalar.text() : YamlValues.text(value));
        });
        changed.forEach((key, value) -> {
            if (settings.replace(key, value) == null) {
                List<String> known = new ArrayList<>(List.of("threads", "batch"));
                known.addAll(settings.keySet());
                throw new UserError(
                        "There is no setting '" + key + "'",
                        "device file " + fields.place().file(),
                        Suggestions.fix(key, known));
            }
        });
        return settings;
    }

    private static Map<String, CommandTemplate> describe(YamlFields fields, Map<String, String> settings) {
        Map<String, CommandTemplate> describe = new LinkedHashMap<>();
        fields.optional("describe").ifPresent(node -> YamlFields.of(node, DESCRIBED));
        entries(fields, "describe")
                .forEach((key, value) -> describe.put(key, CommandTemplate.of(value, settings.keySet())));
        return describe;
    }

    private static Map<String, YamlNode> entries(YamlFields fields, String key) {
        return fields.optional(key)
                .map(node -> {
                    if (!(node instanceof YamlNode.Mapping mapping)) {
                        throw node.place()
                                .error("keys are wanted here, not " + node.what(), "write lines of key: value");
                    }
                    return mapping.entries();
                })
                .orElse(Map.of());
    }
}

package dev.sartor.search.run;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlReader;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** {@code config.yaml}: the configuration of a run, with paths from the file's own folder. */
final class RunConfigFile {
    /** Of this file and of {@code trials.jsonl}; a run of another format cannot be resumed. */
    private static final int FORMAT = 1;

    private static final List<String> KEYS = List.of(
            "format",
            "space",
            "data",
            "tables",
            "missing",
            "objectives",
            "limits",
            "accuracy",
            "algorithm",
            "trials",
            "seconds",
            "population",
            "offspring",
            "seed");
    private static final JsonMapper QUOTING = new JsonMapper();

    private RunConfigFile() {}

    static String format(RunConfig config) {
        var text = new StringBuilder("# All that decides what this search does; paths are from this folder.\n");
        line(text, "format", FORMAT);
        line(text, "space", quoted(slashed(config.space().toString())));
        config.data().ifPresent(d -> line(text, "data", quoted(slashed(d))));
        list(
                text,
                "tables",
                config.tables().stream().map(t -> slashed(t.toString())).toList());
        line(text, "missing", config.missing().text());
        list(
                text,
                "objectives",
                config.objectives().stream().map(Objective::text).toList());
        list(text, "limits", config.limits().stream().map(Limit::text).toList());
        line(text, "accuracy", quoted(slashed(config.accuracy().text())));
        line(text, "algorithm", config.algorithm().text());
        line(text, "trials", config.budget().trials());
        config.budget()
                .time()
                .ifPresent(t -> line(
                        text,
                        "seconds",
                        BigDecimal.valueOf(t.toMillis(), 3).stripTrailingZeros().toPlainString()));
        line(text, "population", config.budget().population());
        line(text, "offspring", config.budget().offspring());
        line(text, "seed", config.seed());
        return text.toString();
    }

    /** @throws UserError with file, line and key, if the file is no configuration of this format */
    static RunConfig read(Path file) {
        YamlNode root = YamlReader.read(file);
        checkFormat(root);
        YamlFields fields = YamlFields.of(root, KEYS);
        fields.required("format");
        fields.required("objectives");
        return new RunConfig(
                Path.of(fields.text("space")),
                fields.optional("data").map(YamlValues::text),
                texts(fields, "tables", Path::of),
                fields.optional("missing")
                        .map(m -> parsed(m, MissingUnitPolicy::parse))
                        .orElse(MissingUnitPolicy.REFUSE),
                texts(fields, "objectives", Objective::parse),
                texts(fields, "limits", Limit::parse),
                parsed(fields.required("accuracy"), AccuracySpec::parse),
                parsed(fields.required("algorithm"), Algorithm::parse),
                budget(fields),
                parsed(fields.required("seed"), RunConfigFile::seed));
    }

    // Before anything else, since another format may have other keys.
    private static void checkFormat(YamlNode root) {
        if (root instanceof YamlNode.Mapping mapping
                && mapping.entries().get("format") instanceof YamlNode format
                && YamlValues.whole(format) != FORMAT) {
            throw format.place()
                    .error(
                            "a run of format " + YamlValues.whole(format) + ", where this version knows " + FORMAT,
                            "resume it with the version of Sartor that started it, or start a new run");
        }
    }

    private static Budget budget(YamlFields fields) {
        try {
            return new Budget(
                    YamlValues.whole(fields.required("trials")),
                    fields.optional("seconds")
                            .map(YamlValues::number)
                            .map(s -> Duration.ofMillis(Math.round(s * 1000))),
                    YamlValues.whole(fields.required("population")),
                    YamlValues.whole(fields.required("offspring")));
        } catch (IllegalArgumentException e) {
            throw fields.place().error(e.getMessage(), "fix trials, seconds, population or offspring");
        }
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UserError("'" + text + "' is not a seed", "seed", "write a whole number");
        }
    }

    private static <T> List<T> texts(YamlFields fields, String key, Function<String, T> parser) {
        return fields.optional(key).map(YamlValues::list).orElse(List.of()).stream()
                .map(n -> parsed(n, parser))
                .toList();
    }

    private static <T> T parsed(YamlNode node, Function<String, T> parser) {
        String text = YamlValues.text(node);
        try {
            return parser.apply(text);
        } catch (UserError e) {
            throw e.at(node.place().toString());
        }
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    private static void list(StringBuilder text, String key, List<String> values) {
        if (!values.isEmpty()) {
            line(text, key, values.stream().map(RunConfigFile::quoted).collect(Collectors.joining(", ", "[", "]")));
        }
    }

    private static String slashed(String path) {
        return path.replace(File.separatorChar, '/');
    }

    /** Plain where that is surely a word in YAML, otherwise in double quotes, whose escapes YAML shares with JSON. */
    private static String quoted(String text) {
        boolean plain =
                text.matches("[A-Za-z./][A-Za-z0-9_./<=-]*") && !text.matches("(?i)null|true|false|yes|no|on|off|y|n");
        return plain ? text : QUOTING.writeValueAsString(text);
    }
}

package dev.sartor.search.run;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlReader;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.base.yaml.YamlWriter;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reader and writer of {@code config.yaml}, the configuration of a run. Relative paths start at the file's folder. */
final class RunConfigFile {
    /**
     * Format version of new runs. It changes with this file, with {@code trials.jsonl}, and with everything that decides the next
     * trial. In format 1, predictors did not use the sizes of networks, and in format 2 not the attributes of choices, so searches
     * with predictions had other trials. In format 3, the scores of a supernet were the accuracies of its networks; now they are
     * derived from losses.
     */
    private static final int FORMAT = 4;

    private static final int OLDEST_FORMAT = 1;

    /** The first formats with the present predictors, and with the present scores of supernets. */
    private static final int FIRST_WITH_PREDICTORS = 3;

    private static final int FIRST_WITH_SUPERNET_LOSSES = 4;
    private static final int MILLISECOND_DECIMALS = 3;

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
            "earlier-trials",
            "seconds",
            "population",
            "offspring",
            "steady-state",
            "seed",
            "plan");
    /** Texts that every YAML reader takes as strings, even without quotes. */
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:null|true|false|yes|no|on|off|y|n)$)[A-Za-z./][A-Za-z0-9_./<=-]*");

    private static final YamlWriter WRITER = new YamlWriter(PLAIN, Set.of());

    private RunConfigFile() {}

    /** The text of the file. */
    static String format(RunConfig config) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("format", FORMAT);
        entries.put("space", withForwardSlashes(config.space().toString()));
        config.data().ifPresent(d -> entries.put("data", withForwardSlashes(d)));
        putUnlessEmpty(
                entries,
                "tables",
                config.tables().stream()
                        .map(t -> withForwardSlashes(t.toString()))
                        .toList());
        entries.put("missing", config.missing().text());
        putUnlessEmpty(
                entries,
                "objectives",
                config.objectives().stream().map(Objective::text).toList());
        putUnlessEmpty(
                entries, "limits", config.limits().stream().map(Limit::text).toList());
        entries.put("accuracy", withForwardSlashes(config.accuracy().text()));
        entries.put("algorithm", config.algorithm().text());
        entries.put("trials", config.budget().trials());
        if (!config.budget().earlierTrials().isEmpty()) {
            entries.put("earlier-trials", config.budget().earlierTrials());
        }
        config.budget()
                .time()
                .ifPresent(t -> entries.put(
                        "seconds",
                        BigDecimal.valueOf(t.toMillis(), MILLISECOND_DECIMALS).stripTrailingZeros()));
        entries.put("population", config.budget().population());
        entries.put("offspring", config.budget().offspring());
        config.budget().steadyState().ifPresent(n -> entries.put("steady-state", n));
        entries.put("seed", config.seed());
        config.training().ifPresent(t -> entries.put("plan", PlannedTrainingYaml.entries(t)));
        return WRITER.write("All that decides what this search does; paths are from this folder.", entries);
    }

    /** @throws UserError with file, line and key, if the file is not a configuration of this format version */
    static RunConfig read(Path file) {
        YamlNode root = YamlReader.read(file);
        checkFormat(root);
        YamlFields fields = YamlFields.of(root, KEYS);
        fields.required("format");
        fields.required("objectives");
        return new RunConfig(
                Path.of(fields.string("space")),
                fields.optional("data").map(YamlValues::string),
                parseList(fields, "tables", Path::of),
                fields.optional("missing")
                        .map(m -> parse(m, MissingUnitPolicy::parse))
                        .orElse(MissingUnitPolicy.REFUSE),
                parseList(fields, "objectives", Objective::parse),
                parseList(fields, "limits", Limit::parse),
                parse(fields.required("accuracy"), AccuracySpec::parse),
                parse(fields.required("algorithm"), Algorithm::parse),
                budget(fields),
                parse(fields.required("seed"), RunConfigFile::seed),
                fields.optional("plan").map(PlannedTrainingYaml::read));
    }

    /** To be checked first, since another format may have other keys. */
    private static void checkFormat(YamlNode root) {
        if (root instanceof YamlNode.Mapping mapping
                && mapping.entries().get("format") instanceof YamlNode format
                && !isReadable(YamlValues.integer(format))) {
            throw format.location()
                    .error(
                            "the run has format " + YamlValues.integer(format)
                                    + "; this version of Sartor reads formats " + OLDEST_FORMAT + " to " + FORMAT,
                            "resume it with the version of Sartor that started it, or start a new run");
        }
    }

    private static boolean isReadable(int format) {
        return format >= OLDEST_FORMAT && format <= FORMAT;
    }

    /** @throws UserError if the run of this file has an older format whose trials would differ in this version */
    static void requireResumable(Path file, RunConfig config) {
        if (config.accuracy() instanceof AccuracySpec.Supernet) {
            requireFormat(file, FIRST_WITH_SUPERNET_LOSSES);
        }
        if (config.algorithm() == Algorithm.PREDICTIVE
                || config.accuracy().accuracies() instanceof AccuracySpec.Predicted) {
            requireFormat(file, FIRST_WITH_PREDICTORS);
        }
    }

    private static void requireFormat(Path file, int oldest) {
        if (YamlReader.read(file) instanceof YamlNode.Mapping mapping
                && YamlValues.integer(mapping.entries().get("format")) < oldest) {
            throw mapping.entries()
                    .get("format")
                    .location()
                    .error(
                            "the run was started when accuracies were estimated in another way: its next trials would"
                                    + " be others",
                            "resume it with the version of Sartor that started it, or start a new run");
        }
    }

    private static Budget budget(YamlFields fields) {
        try {
            return new Budget(
                    YamlValues.integer(fields.required("trials")),
                    fields.optional("seconds")
                            .map(YamlValues::number)
                            .map(s -> Duration.ofMillis(Math.round(s * 1000))),
                    YamlValues.integer(fields.required("population")),
                    YamlValues.integer(fields.required("offspring")),
                    fields.optional("steady-state")
                            .map(n -> OptionalInt.of(YamlValues.integer(n)))
                            .orElse(OptionalInt.empty()),
                    fields.optional("earlier-trials").map(YamlValues::list).orElse(List.of()).stream()
                            .map(YamlValues::integer)
                            .toList());
        } catch (IllegalArgumentException e) {
            throw fields.location()
                    .error(
                            e.getMessage(),
                            "correct trials, earlier-trials, seconds, population, offspring or steady-state");
        }
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UserError("'" + text + "' is not a seed", "seed", "write a whole number");
        }
    }

    private static <T> List<T> parseList(YamlFields fields, String key, Function<String, T> parser) {
        return fields.optional(key).map(YamlValues::list).orElse(List.of()).stream()
                .map(n -> parse(n, parser))
                .toList();
    }

    private static <T> T parse(YamlNode node, Function<String, T> parser) {
        String text = YamlValues.string(node);
        try {
            return parser.apply(text);
        } catch (UserError e) {
            throw e.withLocation(node.location().toString());
        }
    }

    private static void putUnlessEmpty(Map<String, Object> entries, String key, List<String> values) {
        if (!values.isEmpty()) {
            entries.put(key, values);
        }
    }

    private static String withForwardSlashes(String path) {
        return path.replace(File.separatorChar, '/');
    }
}

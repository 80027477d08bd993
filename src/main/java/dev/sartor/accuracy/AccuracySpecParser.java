package dev.sartor.accuracy;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the texts of accuracy sources. */
final class AccuracySpecParser {
    private static final List<String> TRAINING_KEYS =
            Stream.concat(Stream.of("epochs"), CandidateSettings.KEYS.stream()).toList();
    private static final List<String> HALVING_KEYS = Stream.concat(
                    Stream.of("epochs", "first", "keep"), CandidateSettings.KEYS.stream())
            .toList();
    private static final List<String> SUPERNET_KEYS =
            List.of("epochs", "images", "batch", "sandwich", "tuned", "choices", "clip", "precision");
    private static final List<String> COMMAND_KEYS = List.of("workers", "timeout_s", "retries");
    /** The gradients of all networks of a step are in memory at the same time. */
    private static final int MAX_SANDWICH_NETWORKS = 64;

    private static final Pattern SETTING = Pattern.compile("([a-z_]+=[^,\\s]*),");
    /** The activations of all images of a batch are in memory at the same time. */
    private static final int MAX_SCORE_IMAGES = 4096;

    private static final String FEATURE = "\\+(?:naswot|synflow|zico|supernet)(?::[a-z_]+=[^,+]*(?:,[a-z_]+=[^,+]*)*)?";
    private static final Pattern FEATURES = Pattern.compile("(.*?)((?:" + FEATURE + ")+)", Pattern.DOTALL);
    private static final int DEFAULT_FIRST_RUNG = 1;
    private static final int DEFAULT_REDUCTION_FACTOR = 3;
    private static final int DEFAULT_WORKERS = 1;
    private static final int DEFAULT_TIMEOUT_S = 3600;
    private static final int DEFAULT_RETRIES = 1;
    private static final int DEFAULT_HALVING_EPOCHS = 9;
    private static final int DEFAULT_SCORE_IMAGES = 64;

    private AccuracySpecParser() {}

    /**
     * Parses a specification.
     *
     * @throws UserError for an unknown source or key, or a value that is out of range
     */
    static AccuracySpec parse(String text) {
        Matcher featured = FEATURES.matcher(text);
        return featured.matches() ? featured(text, featured.group(1), featured.group(2)) : parseWithoutFeatures(text);
    }

    private static AccuracySpec parseWithoutFeatures(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        return switch (kind) {
            case "training" -> training(text);
            case "supernet" -> supernet(text);
            case "halving" -> halving(text);
            case "csv" -> new AccuracySpec.Csv(path(kind, text));
            case "predicted" -> new AccuracySpec.Predicted(path(kind, text));
            case "command" -> command(text);
            default ->
                ZeroCostProxy.named(kind)
                        .map(s -> zeroCost(s, text))
                        .orElseThrow(() -> SourceSettings.error(
                                "there is no accuracy source '" + kind + "'",
                                text,
                                Suggestions.fix(kind, AccuracySpec.KINDS)
                                        + "; such as training:epochs=2,images=4000 or csv:FILE"));
        };
    }

    private static Path path(String kind, String text) {
        String name = text.substring(Math.min(text.length(), kind.length() + 1));
        try {
            if (!name.isBlank()) {
                return Path.of(name);
            }
        } catch (InvalidPathException e) {
            // reported below
        }
        throw SourceSettings.error("'" + name + "' is not a file's name", text, "write " + kind + ":FILE");
    }

    private static AccuracySpec.Training training(String text) {
        SourceSettings settings = SourceSettings.parse(text, TRAINING_KEYS);
        return new AccuracySpec.Training(
                settings.positive("epochs", AccuracySpec.Training.DEFAULT_EPOCHS), CandidateSettings.of(settings));
    }

    private static AccuracySpec.Halving halving(String text) {
        SourceSettings settings = SourceSettings.parse(text, HALVING_KEYS);
        CandidateSettings candidates = CandidateSettings.of(settings);
        try {
            return new AccuracySpec.Halving(
                    settings.positive("epochs", DEFAULT_HALVING_EPOCHS),
                    settings.positive("first", DEFAULT_FIRST_RUNG),
                    settings.positive("keep", DEFAULT_REDUCTION_FACTOR),
                    candidates);
        } catch (IllegalArgumentException e) {
            throw SourceSettings.error(e.getMessage(), text, "write such as halving:epochs=9,first=1,keep=3");
        }
    }

    private static AccuracySpec.Supernet supernet(String text) {
        SourceSettings settings = SourceSettings.parse(text, SUPERNET_KEYS);
        settings.requireAtMost("sandwich", MAX_SANDWICH_NETWORKS);
        return new AccuracySpec.Supernet(
                settings.positive("epochs", AccuracySpec.Supernet.DEFAULT_EPOCHS),
                settings.positive("images"),
                CandidateSettings.batch(settings, AccuracySpec.Supernet.DEFAULT_BATCH),
                settings.nonNegative("sandwich", AccuracySpec.Supernet.NO_SANDWICH),
                settings.nonNegative("tuned", AccuracySpec.Supernet.NO_FINE_TUNING),
                settings.word("choices", List.of("kinds", "equal")).equals("equal"),
                settings.nonNegative("clip", AccuracySpec.Supernet.NO_LIMIT),
                CandidateSettings.precision(settings));
    }

    /** Settings come first, each followed by a comma; the rest is the command, which may contain commas. */
    private static AccuracySpec.Command command(String text) {
        String rest = text.substring(Math.min(text.length(), "command:".length()));
        List<String> given = new ArrayList<>();
        for (Matcher m = SETTING.matcher(rest); m.lookingAt(); m = SETTING.matcher(rest)) {
            given.add(m.group(1));
            rest = rest.substring(m.end());
        }
        String command = rest.strip();
        if (command.isEmpty()) {
            throw SourceSettings.error("there is no command", text, "write such as command:workers=4,./judge.sh");
        }
        SourceSettings settings = SourceSettings.of(text, given, COMMAND_KEYS);
        return new AccuracySpec.Command(
                settings.positive("workers", DEFAULT_WORKERS),
                Duration.ofSeconds(settings.positive("timeout_s", DEFAULT_TIMEOUT_S)),
                settings.nonNegative("retries", DEFAULT_RETRIES),
                command);
    }

    private static AccuracySpec.ZeroCost zeroCost(ZeroCostProxy proxy, String text) {
        SourceSettings settings = SourceSettings.parse(text, proxy.needsImages() ? List.of("images") : List.of());
        settings.requireAtMost("images", MAX_SCORE_IMAGES);
        int images = settings.positive("images", DEFAULT_SCORE_IMAGES);
        if (images < 2) {
            throw SourceSettings.error("a batch of 1 image compares nothing", text, "write images=2 or more");
        }
        return new AccuracySpec.ZeroCost(proxy, images);
    }

    private static AccuracySpec.Featured featured(String text, String accuracies, String features) {
        AccuracySpec fittedTo = parse(accuracies);
        if (!(fittedTo instanceof AccuracySpec.Training
                || fittedTo instanceof AccuracySpec.Command
                || fittedTo instanceof AccuracySpec.Predicted)) {
            throw SourceSettings.error(
                    "a predictor does not learn from '" + accuracies + "'",
                    text,
                    "write training:…, command:… or predicted:FILE before the '+'");
        }
        List<AccuracySpec> parsed = new ArrayList<>();
        for (String feature : features.substring(1).split("\\+")) {
            AccuracySpec spec = parse(feature);
            if (parsed.stream().anyMatch(other -> kind(other).equals(kind(spec)))) {
                throw SourceSettings.error("'" + kind(spec) + "' is given twice", text, "omit one of them");
            }
            parsed.add(spec);
        }
        return new AccuracySpec.Featured(fittedTo, parsed);
    }

    private static String kind(AccuracySpec spec) {
        return spec.text().split(":")[0];
    }
}

package dev.sartor.accuracy;

import dev.sartor.accuracy.source.PredictorSource;
import dev.sartor.accuracy.source.SuccessiveHalving;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.network.Precision;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Specification of an accuracy source as users write it: {@code training:epochs=2,images=4000} or {@code csv:FILE}. */
public sealed interface AccuracySpec {

    /** The names of the sources: the part of the text before the colon. */
    List<String> KINDS = Stream.concat(
                    Stream.of("training", "supernet", "halving", "csv", "predicted", "command"), ZeroCostProxy.names())
            .toList();

    /** Short training with default settings. */
    Training DEFAULT_TRAINING = new Training(Training.DEFAULT_EPOCHS, OptionalInt.empty());

    /** The default source; its settings were chosen by the measurements in results/executor/ranking.md. */
    AccuracySpec DEFAULT = new Supernet(
            Supernet.DEFAULT_EPOCHS,
            OptionalInt.of(Supernet.DEFAULT_IMAGES),
            Supernet.DEFAULT_BATCH,
            Supernet.NO_SANDWICH,
            Supernet.NO_FINE_TUNING);

    /**
     * Short training of every candidate.
     *
     * @param epochs     passes over the training images
     * @param candidates how each candidate is trained and evaluated
     */
    record Training(int epochs, CandidateSettings candidates) implements AccuracySpec {
        private static final int DEFAULT_EPOCHS = 2;
        private static final List<String> KEYS = Stream.concat(Stream.of("epochs"), CandidateSettings.KEYS.stream())
                .toList();

        public Training {
            if (epochs < 1) {
                throw new IllegalArgumentException("Training needs at least 1 epoch, not " + epochs);
            }
        }

        /** @param images largest number of training images; empty for all */
        public Training(int epochs, OptionalInt images) {
            this(epochs, CandidateSettings.of(images));
        }

        private static Training of(String text) {
            SourceSettings settings = SourceSettings.parse(text, KEYS);
            return new Training(settings.positive("epochs", DEFAULT_EPOCHS), CandidateSettings.of(settings));
        }

        @Override
        public Training withPrecision(Precision other) {
            return new Training(epochs, candidates.withPrecision(other));
        }

        @Override
        public String text() {
            return "training:epochs=" + epochs + candidates.text();
        }
    }

    /**
     * Successive halving: only the best candidates of a generation are trained for all epochs ({@link SuccessiveHalving}).
     *
     * @param epochs          epochs of the candidates that are never stopped
     * @param firstRung       epochs after which the first candidates are stopped; such a number of epochs is called a rung
     * @param reductionFactor one of this many candidates is promoted to the next rung, which has this many times the epochs
     * @param candidates      how each candidate is trained and evaluated
     */
    record Halving(int epochs, int firstRung, int reductionFactor, CandidateSettings candidates)
            implements AccuracySpec {
        private static final int DEFAULT_EPOCHS = 9;
        private static final int DEFAULT_FIRST_RUNG = 1;
        private static final int DEFAULT_REDUCTION_FACTOR = 3;
        private static final List<String> KEYS = Stream.concat(
                        Stream.of("epochs", "first", "keep"), CandidateSettings.KEYS.stream())
                .toList();

        public Halving {
            if (firstRung < 1 || epochs < firstRung || reductionFactor < 2) {
                throw new IllegalArgumentException("Halving needs first >= 1, epochs >= first and keep >= 2, not first="
                        + firstRung + ", epochs=" + epochs + ", keep=" + reductionFactor);
            }
        }

        /** @param images largest number of training images; empty for all */
        public Halving(int epochs, int firstRung, int reductionFactor, OptionalInt images) {
            this(epochs, firstRung, reductionFactor, CandidateSettings.of(images));
        }

        private static Halving of(String text) {
            SourceSettings settings = SourceSettings.parse(text, KEYS);
            CandidateSettings candidates = CandidateSettings.of(settings);
            try {
                return new Halving(
                        settings.positive("epochs", DEFAULT_EPOCHS),
                        settings.positive("first", DEFAULT_FIRST_RUNG),
                        settings.positive("keep", DEFAULT_REDUCTION_FACTOR),
                        candidates);
            } catch (IllegalArgumentException e) {
                throw SourceSettings.error(e.getMessage(), text, "write such as halving:epochs=9,first=1,keep=3");
            }
        }

        /** The total epochs at the end of each rung. */
        public List<Integer> rungs() {
            List<Integer> rungs = new ArrayList<>();
            for (long rung = firstRung; rung < epochs; rung *= reductionFactor) {
                rungs.add((int) rung);
            }
            rungs.add(epochs);
            return List.copyOf(rungs);
        }

        @Override
        public Halving withPrecision(Precision other) {
            return new Halving(epochs, firstRung, reductionFactor, candidates.withPrecision(other));
        }

        @Override
        public String text() {
            return "halving:epochs=" + epochs + ",first=" + firstRung + ",keep=" + reductionFactor + candidates.text();
        }
    }

    /**
     * A supernet: one set of weights for all candidates, trained before the first candidate is evaluated.
     *
     * @param epochs           passes over the training images
     * @param images           largest number of training images; empty for all
     * @param batch            batch size
     * @param sandwichNetworks random networks in each training step beside the largest and the smallest (sandwich rule with
     *                         in-place distillation); 0 for a single network in each step
     * @param fineTuningSteps  training steps of each candidate with its own copy of the weights before it is evaluated
     * @param equalChoices     whether all choices of a block are trained equally often, rather than all kinds of blocks
     * @param maxGradientNorm  Euclidean norm to which longer gradients are scaled; 0 for no limit
     * @param precision        in which candidates are evaluated
     */
    record Supernet(
            int epochs,
            OptionalInt images,
            int batch,
            int sandwichNetworks,
            int fineTuningSteps,
            boolean equalChoices,
            int maxGradientNorm,
            Precision precision)
            implements AccuracySpec {
        private static final List<String> KEYS =
                List.of("epochs", "images", "batch", "sandwich", "tuned", "choices", "clip", "precision");
        private static final int DEFAULT_EPOCHS = 100;
        private static final int DEFAULT_IMAGES = 20_000;
        private static final int DEFAULT_BATCH = 32;
        private static final int NO_SANDWICH = 0;
        private static final int NO_FINE_TUNING = 0;
        private static final boolean EQUAL_KINDS = false;
        private static final int NO_LIMIT = 0;
        /** The gradients of all networks of a step are in memory at the same time. */
        private static final int MAX_SANDWICH_NETWORKS = 64;

        public Supernet {
            if (epochs < 1
                    || batch < 2
                    || sandwichNetworks < 0
                    || fineTuningSteps < 0
                    || maxGradientNorm < 0
                    || images.isPresent() && images.getAsInt() < 1) {
                throw new IllegalArgumentException(
                        "A supernet needs at least 1 epoch and 1 image, a batch of at least 2 and no fewer than 0"
                                + " networks, steps and norm, not " + epochs + ", " + images + ", " + batch + ", "
                                + sandwichNetworks + ", "
                                + fineTuningSteps + " and " + maxGradientNorm);
            }
        }

        /**
         * A supernet that trains all kinds of blocks equally often, with gradients of any norm, and evaluates in 32-bit
         * floats.
         */
        public Supernet(int epochs, OptionalInt images, int batch, int sandwichNetworks, int fineTuningSteps) {
            this(epochs, images, batch, sandwichNetworks, fineTuningSteps, EQUAL_KINDS, NO_LIMIT, Precision.FP32);
        }

        private static Supernet of(String text) {
            SourceSettings settings = SourceSettings.parse(text, KEYS);
            settings.requireAtMost("sandwich", MAX_SANDWICH_NETWORKS);
            return new Supernet(
                    settings.positive("epochs", DEFAULT_EPOCHS),
                    settings.positive("images"),
                    CandidateSettings.batch(settings, DEFAULT_BATCH),
                    settings.nonNegative("sandwich", NO_SANDWICH),
                    settings.nonNegative("tuned", NO_FINE_TUNING),
                    settings.word("choices", List.of("kinds", "equal")).equals("equal"),
                    settings.nonNegative("clip", NO_LIMIT),
                    CandidateSettings.precision(settings));
        }

        @Override
        public Supernet withPrecision(Precision other) {
            return new Supernet(
                    epochs, images, batch, sandwichNetworks, fineTuningSteps, equalChoices, maxGradientNorm, other);
        }

        @Override
        public String text() {
            return "supernet:epochs=" + epochs + (images.isPresent() ? ",images=" + images.getAsInt() : "")
                    + (batch == DEFAULT_BATCH ? "" : ",batch=" + batch)
                    + (sandwichNetworks > 0 ? ",sandwich=" + sandwichNetworks : "")
                    + (fineTuningSteps > 0 ? ",tuned=" + fineTuningSteps : "")
                    + (equalChoices ? ",choices=equal" : "")
                    + (maxGradientNorm > 0 ? ",clip=" + maxGradientNorm : "")
                    + CandidateSettings.text(precision);
        }
    }

    /** A CSV file of known accuracies. */
    record Csv(Path path) implements AccuracySpec {

        @Override
        public String text() {
            return "csv:" + path;
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }

        @Override
        public AccuracySpec withFile(UnaryOperator<Path> change) {
            return new Csv(change.apply(path));
        }
    }

    /** Accuracies predicted by a model that is fitted to a file of known ones: {@link PredictorSource}. */
    record Predicted(Path path) implements AccuracySpec {
        @Override
        public String text() {
            return "predicted:" + path;
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }

        @Override
        public AccuracySpec withFile(UnaryOperator<Path> change) {
            return new Predicted(change.apply(path));
        }
    }

    /**
     * A command of the user, which reads an architecture from stdin and prints its accuracy.
     *
     * @param workers largest number of calls at once
     * @param timeout longest time of one call
     * @param retries how often a failed call is repeated
     * @param command the command for the system's shell
     */
    record Command(int workers, Duration timeout, int retries, String command) implements AccuracySpec {
        private static final int DEFAULT_WORKERS = 1;
        private static final int DEFAULT_TIMEOUT_S = 3600;
        private static final int DEFAULT_RETRIES = 1;
        private static final List<String> KEYS = List.of("workers", "timeout_s", "retries");
        private static final Pattern SETTING = Pattern.compile("([a-z_]+=[^,\\s]*),");

        public Command {
            if (workers < 1 || timeout.toSeconds() < 1 || retries < 0 || command.isBlank()) {
                throw new IllegalArgumentException(
                        "A command needs a worker, a second, no fewer than 0 retries and a text, not " + workers + ", "
                                + timeout + ", " + retries + " and '" + command + "'");
            }
        }

        /** Settings come first, each followed by a comma; the rest is the command, which may contain commas. */
        private static Command of(String text) {
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
            SourceSettings settings = SourceSettings.of(text, given, KEYS);
            return new Command(
                    settings.positive("workers", DEFAULT_WORKERS),
                    Duration.ofSeconds(settings.positive("timeout_s", DEFAULT_TIMEOUT_S)),
                    settings.nonNegative("retries", DEFAULT_RETRIES),
                    command);
        }

        @Override
        public String text() {
            return "command:workers=" + workers + ",timeout_s=" + timeout.toSeconds() + ",retries=" + retries + ","
                    + command;
        }
    }

    /**
     * A score of untrained networks instead of accuracy.
     *
     * @param images number of images in a batch; not used by a proxy that needs none
     */
    record ZeroCost(ZeroCostProxy proxy, int images) implements AccuracySpec {
        private static final int DEFAULT_IMAGES = 64;
        /** The activations of all images of a batch are in memory at the same time. */
        private static final int MAX_IMAGES = 4096;

        public ZeroCost {
            if (images < 2) {
                throw new IllegalArgumentException("A score needs batches of at least 2 images, not " + images);
            }
        }

        private static ZeroCost of(ZeroCostProxy proxy, String text) {
            SourceSettings settings = SourceSettings.parse(text, proxy.needsImages() ? List.of("images") : List.of());
            settings.requireAtMost("images", MAX_IMAGES);
            int images = settings.positive("images", DEFAULT_IMAGES);
            if (images < 2) {
                throw SourceSettings.error("a batch of 1 image compares nothing", text, "write images=2 or more");
            }
            return new ZeroCost(proxy, images);
        }

        @Override
        public String text() {
            return proxy.metric().name() + (proxy.needsImages() ? ":images=" + images : "");
        }

        @Override
        public EvaluationMetric metric() {
            return proxy.metric();
        }
    }

    /**
     * Accuracies that a predictor is fitted to, and features of each network that it also uses if they help: scores of untrained
     * networks, or of a supernet. Written as {@code training:epochs=2+naswot+supernet:epochs=20}.
     *
     * @param accuracies short trainings, a command, or predictions from a file
     * @param features   zero-cost proxies or a supernet, each kind once
     */
    record Featured(AccuracySpec accuracies, List<AccuracySpec> features) implements AccuracySpec {
        private static final String FEATURE =
                "\\+(?:naswot|synflow|zico|supernet)(?::[a-z_]+=[^,+]*(?:,[a-z_]+=[^,+]*)*)?";
        private static final Pattern FEATURES = Pattern.compile("(.*?)((?:" + FEATURE + ")+)", Pattern.DOTALL);

        public Featured {
            features = List.copyOf(features);
        }

        private static Featured of(String text, String accuracies, String features) {
            AccuracySpec fittedTo = AccuracySpec.parse(accuracies);
            if (!(fittedTo instanceof Training || fittedTo instanceof Command || fittedTo instanceof Predicted)) {
                throw SourceSettings.error(
                        "a predictor does not learn from '" + accuracies + "'",
                        text,
                        "write training:…, command:… or predicted:FILE before the '+'");
            }
            List<AccuracySpec> parsed = new ArrayList<>();
            for (String feature : features.substring(1).split("\\+")) {
                AccuracySpec spec = AccuracySpec.parse(feature);
                if (parsed.stream().anyMatch(other -> kind(other).equals(kind(spec)))) {
                    throw SourceSettings.error("'" + kind(spec) + "' is given twice", text, "omit one of them");
                }
                parsed.add(spec);
            }
            return new Featured(fittedTo, parsed);
        }

        private static String kind(AccuracySpec spec) {
            return spec.text().split(":")[0];
        }

        @Override
        public String text() {
            return Stream.concat(Stream.of(accuracies), features.stream())
                    .map(AccuracySpec::text)
                    .collect(Collectors.joining("+"));
        }

        @Override
        public AccuracySpec withPrecision(Precision other) {
            return new Featured(accuracies.withPrecision(other), features);
        }

        @Override
        public AccuracySpec accuracies() {
            return accuracies;
        }

        @Override
        public Optional<Path> file() {
            return accuracies.file();
        }

        @Override
        public AccuracySpec withFile(UnaryOperator<Path> change) {
            return new Featured(accuracies.withFile(change), features);
        }
    }

    /**
     * Parses a specification.
     *
     * @throws UserError for an unknown source or key, or a value that is out of range
     */
    static AccuracySpec parse(String text) {
        Matcher featured = Featured.FEATURES.matcher(text);
        return featured.matches()
                ? Featured.of(text, featured.group(1), featured.group(2))
                : parseWithoutFeatures(text);
    }

    private static AccuracySpec parseWithoutFeatures(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        return switch (kind) {
            case "training" -> Training.of(text);
            case "supernet" -> Supernet.of(text);
            case "halving" -> Halving.of(text);
            case "csv" -> new Csv(path(kind, text));
            case "predicted" -> new Predicted(path(kind, text));
            case "command" -> Command.of(text);
            default ->
                ZeroCostProxy.named(kind)
                        .map(s -> ZeroCost.of(s, text))
                        .orElseThrow(() -> SourceSettings.error(
                                "there is no accuracy source '" + kind + "'",
                                text,
                                Suggestions.fix(kind, KINDS) + "; such as training:epochs=2,images=4000 or csv:FILE"));
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

    /** The canonical text; {@code parse(text())} is this source. */
    String text();

    /** The metric of the source's scores. */
    default EvaluationMetric metric() {
        return EvaluationMetric.ACCURACY;
    }

    /**
     * Whether a score needs neither training nor another process. Then a search is compared with a random search, since that
     * costs little.
     */
    default boolean isCheap() {
        return switch (this) {
            case Csv _, Predicted _, ZeroCost _ -> true;
            case Supernet s -> s.fineTuningSteps() == 0;
            case Training _, Halving _, Command _, Featured _ -> false;
        };
    }

    /** The source without features. */
    default AccuracySpec accuracies() {
        return this;
    }

    /**
     * The same source, with the networks that it trains evaluated in this precision; a source that trains none stays as it
     * is.
     */
    default AccuracySpec withPrecision(Precision other) {
        return this;
    }

    /** The file that the accuracies are read from or predicted from, if any. */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /** The same specification with its file, if it has one, changed. */
    default AccuracySpec withFile(UnaryOperator<Path> change) {
        return this;
    }
}

package dev.sartor.accuracy;

import dev.sartor.accuracy.source.PredictorSource;
import dev.sartor.accuracy.source.SuccessiveHalving;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
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
import java.util.stream.Stream;

/** Where accuracies come from, as the user writes it: {@code training:epochs=2,images=4000} or {@code csv:FILE}. */
public sealed interface AccuracySpec {

    /** What the text may begin with. */
    List<String> KINDS = Stream.concat(
                    Stream.of("training", "supernet", "halving", "csv", "predicted", "command"), ZeroCostProxy.names())
            .toList();

    /** What short training is where the user leaves it open. */
    Training DEFAULT_TRAINING = new Training(2, OptionalInt.empty());

    /** Where the user names no source: as results/executor/ranking.md measured it. */
    AccuracySpec DEFAULT = new Supernet(Supernet.DEFAULT_EPOCHS, OptionalInt.of(20_000), 0, 0);

    /**
     * Short training of every candidate.
     *
     * @param epochs over the training images
     * @param images at most so many training images; empty for all
     */
    record Training(int epochs, OptionalInt images) implements AccuracySpec {
        public Training {
            if (epochs < 1 || images.isPresent() && images.getAsInt() < 1) {
                throw new IllegalArgumentException(
                        "Training needs at least 1 epoch and 1 image, not " + epochs + " and " + images);
            }
        }

        private static Training of(String text) {
            SourceSettings settings = SourceSettings.parse(text, List.of("epochs", "images"));
            return new Training(settings.count("epochs", 2), settings.count("images"));
        }

        @Override
        public String text() {
            return "training:epochs=" + epochs + (images.isPresent() ? ",images=" + images.getAsInt() : "");
        }
    }

    /**
     * Training in which a part of each generation goes further: {@link SuccessiveHalving}.
     *
     * @param epochs of those that go all the way
     * @param first  after how many epochs the first fall behind
     * @param keep   of so many one goes on, for so many times the epochs
     * @param images at most so many training images; empty for all
     */
    record Halving(int epochs, int first, int keep, OptionalInt images) implements AccuracySpec {
        private static final List<String> KEYS = List.of("epochs", "first", "keep", "images");

        public Halving {
            if (first < 1 || epochs < first || keep < 2 || images.isPresent() && images.getAsInt() < 1) {
                throw new IllegalArgumentException(
                        "Halving needs 1 epoch first, no fewer in all, one of 2 kept and an image, not " + first + ", "
                                + epochs + ", " + keep + " and " + images);
            }
        }

        private static Halving of(String text) {
            SourceSettings settings = SourceSettings.parse(text, KEYS);
            try {
                return new Halving(
                        settings.count("epochs", 9),
                        settings.count("first", 1),
                        settings.count("keep", 3),
                        settings.count("images"));
            } catch (IllegalArgumentException e) {
                throw SourceSettings.error(e.getMessage(), text, "write such as halving:epochs=9,first=1,keep=3");
            }
        }

        /** The epochs in all after which each rung ends. */
        public List<Integer> rungs() {
            List<Integer> rungs = new ArrayList<>();
            for (long rung = first; rung < epochs; rung *= keep) {
                rungs.add((int) rung);
            }
            rungs.add(epochs);
            return List.copyOf(rungs);
        }

        @Override
        public String text() {
            return "halving:epochs=" + epochs + ",first=" + first + ",keep=" + keep
                    + (images.isPresent() ? ",images=" + images.getAsInt() : "");
        }
    }

    /**
     * One set of weights for all candidates, trained before the first of them is judged.
     *
     * @param epochs   over the training images
     * @param images   at most so many training images; empty for all
     * @param sandwich networks that each step draws beside the largest and the smallest (sandwich rule with in-place distillation);
     *                 0 for steps of one network alone
     * @param tuned    steps of training that each candidate then has to itself, 0 for none
     */
    record Supernet(int epochs, OptionalInt images, int sandwich, int tuned) implements AccuracySpec {
        private static final int DEFAULT_EPOCHS = 100;

        public Supernet {
            if (epochs < 1 || sandwich < 0 || tuned < 0 || images.isPresent() && images.getAsInt() < 1) {
                throw new IllegalArgumentException(
                        "A supernet needs at least 1 epoch and 1 image and no fewer than 0 networks and steps,"
                                + " not " + epochs + ", " + images + ", " + sandwich + " and " + tuned);
            }
        }

        private static Supernet of(String text) {
            SourceSettings settings = SourceSettings.parse(text, List.of("epochs", "images", "sandwich", "tuned"));
            return new Supernet(
                    settings.count("epochs", DEFAULT_EPOCHS),
                    settings.count("images"),
                    settings.countFromZero("sandwich", 0),
                    settings.countFromZero("tuned", 0));
        }

        @Override
        public String text() {
            return "supernet:epochs=" + epochs + (images.isPresent() ? ",images=" + images.getAsInt() : "")
                    + (sandwich > 0 ? ",sandwich=" + sandwich : "") + (tuned > 0 ? ",tuned=" + tuned : "");
        }
    }

    /** A file of known accuracies. */
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

    /** Accuracies learnt from a file of known ones: {@link PredictorSource}. */
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
     * A command of the user's that is told an architecture and prints its accuracy.
     *
     * @param workers how many calls may run at once
     * @param timeout of one call
     * @param retries calls after one that failed
     * @param command for the system's shell
     */
    record Command(int workers, Duration timeout, int retries, String command) implements AccuracySpec {
        private static final List<String> KEYS = List.of("workers", "timeout_s", "retries");
        private static final Pattern SETTING = Pattern.compile("([a-z_]+=[^,\\s]*),");

        public Command {
            if (workers < 1 || timeout.toSeconds() < 1 || retries < 0 || command.isBlank()) {
                throw new IllegalArgumentException(
                        "A command needs a worker, a second, no fewer than 0 retries and a text, not " + workers + ", "
                                + timeout + ", " + retries + " and '" + command + "'");
            }
        }

        /** Settings come first, each ended by a comma; what follows is the command, commas and all. */
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
                    settings.count("workers", 1),
                    Duration.ofSeconds(settings.count("timeout_s", 3600)),
                    settings.countFromZero("retries", 1),
                    command);
        }

        @Override
        public String text() {
            return "command:workers=" + workers + ",timeout_s=" + timeout.toSeconds() + ",retries=" + retries + ","
                    + command;
        }
    }

    /**
     * A score of untrained networks in the place of accuracy.
     *
     * @param images in a batch that it looks at; of no meaning for a score that needs none
     */
    record Scored(ZeroCostProxy score, int images) implements AccuracySpec {
        private static final int DEFAULT_IMAGES = 64;

        public Scored {
            if (images < 2) {
                throw new IllegalArgumentException("A score needs batches of at least 2 images, not " + images);
            }
        }

        private static Scored of(ZeroCostProxy score, String text) {
            SourceSettings settings = SourceSettings.parse(text, score.needsImages() ? List.of("images") : List.of());
            int images = settings.count("images", DEFAULT_IMAGES);
            if (images < 2) {
                throw SourceSettings.error("a batch of 1 image compares nothing", text, "write images=2 or more");
            }
            return new Scored(score, images);
        }

        @Override
        public String text() {
            return score.measure().name() + (score.needsImages() ? ":images=" + images : "");
        }

        @Override
        public EvaluationMetric measure() {
            return score.measure();
        }
    }

    /**
     * Parses a source of accuracies.
     *
     * @throws UserError for an unknown source or key, or a figure that is no positive whole number
     */
    static AccuracySpec parse(String text) {
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
                        .map(s -> Scored.of(s, text))
                        .orElseThrow(() -> SourceSettings.error(
                                "there is no source of accuracies '" + kind + "'",
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
            // falls to the one message below
        }
        throw SourceSettings.error("'" + name + "' is not a file's name", text, "write " + kind + ":FILE");
    }

    /** The canonical text; {@code parse(text())} is this source. */
    String text();

    /** What the source's answers are. */
    default EvaluationMetric measure() {
        return EvaluationMetric.ACCURACY;
    }

    /**
     * Whether an answer takes no training of its own and comes from this process, so that as many again can be had to
     * compare a search with chance.
     */
    default boolean cheap() {
        return switch (this) {
            case Csv _, Predicted _, Scored _ -> true;
            case Supernet s -> s.tuned() == 0;
            case Training _, Halving _, Command _ -> false;
        };
    }

    /** The file that the accuracies depend on, if any. */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /** The same with its file, if it has one, given otherwise. */
    default AccuracySpec withFile(UnaryOperator<Path> change) {
        return this;
    }
}

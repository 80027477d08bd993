package dev.sartor.accuracy;

import dev.sartor.arch.Nearest;
import dev.sartor.arch.UserError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Where accuracies come from, as the user writes it: {@code training:epochs=2,images=4000} or {@code csv:FILE}. */
public sealed interface AccuracySpec {

    /**
     * Short training of every candidate.
     *
     * @param epochs over the training images
     * @param images at most so many training images; empty for all
     */
    record Training(int epochs, OptionalInt images) implements AccuracySpec {
        public Training {
            if (epochs < 1 || images.isPresent() && images.getAsInt() < 1) {
                throw new IllegalArgumentException("Training needs at least 1 epoch and 1 image, not " + epochs + " and "
                        + images);
            }
        }
    }

    /** A file of known accuracies. */
    record Csv(Path file) implements AccuracySpec {
    }

    /** What short training is where the user leaves it open. */
    Training DEFAULT_TRAINING = new Training(2, OptionalInt.empty());

    /**
     * Parses a source of accuracies.
     *
     * @throws UserError for an unknown source or key, or a figure that is no positive whole number
     */
    static AccuracySpec parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        return switch (kind) {
            case "training" -> training(rest, text);
            case "csv" -> csv(rest, text);
            default -> throw error("there is no source of accuracies '" + kind + "'", text,
                    Nearest.remedy(kind, List.of("training", "csv")) + "; such as training:epochs=2,images=4000 or csv:FILE");
        };
    }

    /** The canonical text; {@code parse(text())} is this source. */
    default String text() {
        return switch (this) {
            case Training(int epochs, OptionalInt images) -> "training:epochs=" + epochs
                    + (images.isPresent() ? ",images=" + images.getAsInt() : "");
            case Csv(Path file) -> "csv:" + file;
        };
    }

    private static Training training(String rest, String text) {
        Map<String, Integer> settings = new LinkedHashMap<>();
        for (String setting : !text.contains(":") ? new String[0] : rest.split(",", -1)) {
            String[] keyValue = setting.split("=", -1);
            if (!List.of("epochs", "images").contains(keyValue[0])) {
                throw error("unknown setting '" + keyValue[0] + "'", text,
                        Nearest.remedy(keyValue[0], List.of("epochs", "images")));
            }
            if (keyValue.length != 2 || !keyValue[1].matches("[1-9][0-9]{0,8}")) {
                throw error("'" + setting + "' is not a setting with a positive whole number", text,
                        "write such as training:epochs=2,images=4000");
            }
            if (settings.put(keyValue[0], Integer.valueOf(keyValue[1])) != null) {
                throw error("'" + keyValue[0] + "' stands twice", text, "leave one of them out");
            }
        }
        Integer images = settings.get("images");
        return new Training(settings.getOrDefault("epochs", DEFAULT_TRAINING.epochs()),
                images == null ? OptionalInt.empty() : OptionalInt.of(images));
    }

    private static Csv csv(String file, String text) {
        try {
            if (!file.isBlank()) {
                return new Csv(Path.of(file));
            }
        } catch (InvalidPathException e) {
            // falls to the one message below
        }
        throw error("'" + file + "' is not a file's name", text, "write csv:FILE");
    }

    private static UserError error(String what, String text, String remedy) {
        return new UserError(what, "accuracy '" + text + "'", remedy);
    }
}

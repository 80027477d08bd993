package dev.sartor.delivery;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The finals of a planned search ({@code sartor search --time}): its most promising trials are trained longer, and the most
 * accurate of them is trained to convergence. Stored as {@code finals.json} in the run's folder.
 *
 * @param finalists the most promising first, at least one
 * @param winner    the trial that is trained to convergence
 */
public record Finals(List<Finalist> finalists, int winner) {
    /** The file's name in a run's folder. */
    public static final String FILE = "finals.json";

    public Finals {
        finalists = List.copyOf(finalists);
        if (finalists.stream().noneMatch(f -> f.trial() == winner)) {
            throw new IllegalArgumentException("Trial " + winner + " is not among the finalists");
        }
    }

    /**
     * A finalist.
     *
     * @param trial    the number of the trial
     * @param accuracy accuracy on the validation images after the longer training; empty if there was none
     */
    public record Finalist(int trial, Optional<Double> accuracy) {}

    /** The most accurate finalist wins; the first wins if several are equal or there are no accuracies. */
    static Finals of(List<Finalist> finalists) {
        Finalist best = finalists.stream()
                .sorted(Comparator.comparingDouble(f -> -f.accuracy().orElse(0.0)))
                .findFirst()
                .orElseThrow();
        return new Finals(finalists, best.trial());
    }

    void write(Path runFolder) {
        AtomicFile.writeString(runFolder.resolve(FILE), Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /** Reads the finals of a run; empty if there were none yet. */
    public static Optional<Finals> read(Path runFolder) {
        Path file = runFolder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.INDENTED.readValue(Files.readString(file), Finals.class));
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "this is not a file of finalists: " + Json.reason(e),
                    file.toString(),
                    "delete the file; resuming the run trains the finalists again",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }
}

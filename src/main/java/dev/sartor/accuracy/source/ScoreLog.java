package dev.sartor.accuracy.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AppendLog;
import dev.sartor.base.file.Folders;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.file.WriteErrors;
import dev.sartor.base.json.Json;
import dev.sartor.space.file.ArchitectureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * Scores that are expensive, in the file {@code scores.jsonl}. A search records trials in the order in which it proposed
 * them, so a score may be known long before its trial is recorded. It is in this file as soon as it is known: a search that
 * is interrupted between the two does not compute it again. Thread-safe.
 */
public final class ScoreLog {
    private static final String FILE_NAME = "scores.jsonl";

    private final Optional<Path> folder;
    /** Null until the file has been read. */
    private Map<Key, Double> scores;

    /**
     * What a score depends on.
     *
     * @param architecture SHA-256 of the architecture's text in the file format of architectures
     * @param seed         of the training or command that computes the score
     */
    private record Key(String architecture, long seed) {}

    /** A line of the file: the components of a {@link Key}, and its score. */
    private record Line(
            @JsonProperty(required = true) String architecture,
            @JsonProperty(required = true) long seed,
            @JsonProperty(required = true) double score) {}

    /** Computes a score. */
    @FunctionalInterface
    public interface Computation {
        double score() throws InterruptedException;
    }

    private ScoreLog(Optional<Path> folder) {
        this.folder = folder;
    }

    /** A log that records nothing. */
    public static ScoreLog none() {
        return new ScoreLog(Optional.empty());
    }

    /** A log in a folder, which is created with the first score. */
    public static ScoreLog in(Path folder) {
        return new ScoreLog(Optional.of(folder));
    }

    /**
     * The recorded score of an architecture, or else the computed one, which is recorded.
     *
     * @throws UserError if the file cannot be read or written
     */
    public double recordedOr(Architecture architecture, long seed, Computation computation)
            throws InterruptedException {
        if (folder.isEmpty()) {
            return computation.score();
        }
        Key key = new Key(Sha256.of(ArchitectureFile.format(architecture)), seed);
        Optional<Double> recorded = recordedScore(key);
        if (recorded.isPresent()) {
            return recorded.get();
        }
        double score = computation.score();
        append(key, score);
        return score;
    }

    /** Deletes the log in a folder, and the folder if nothing else is in it: all its scores are recorded as trials. */
    public static void delete(Path folder) {
        try {
            if (Files.deleteIfExists(folder.resolve(FILE_NAME)) && isEmpty(folder)) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw WriteErrors.of(folder.resolve(FILE_NAME), e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private Path file() {
        return folder.orElseThrow().resolve(FILE_NAME);
    }

    private synchronized Optional<Double> recordedScore(Key key) {
        if (scores == null) {
            scores = Files.exists(file()) ? read() : new HashMap<>();
        }
        return Optional.ofNullable(scores.get(key));
    }

    private Map<Key, Double> read() {
        Map<Key, Double> read = new HashMap<>();
        try (AppendLog log = AppendLog.open(file())) {
            for (String text : log.lines()) {
                parse(text).ifPresent(l -> read.put(new Key(l.architecture(), l.seed()), l.score()));
            }
        }
        return read;
    }

    /** The line of a text; empty if it is damaged, so that its score is computed again. */
    private static Optional<Line> parse(String text) {
        try {
            return Optional.of(Json.COMPACT.readValue(text, Line.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    // the file is open only while it is read or written, so that nobody has to close this log
    private synchronized void append(Key key, double score) {
        Folders.create(folder.orElseThrow());
        try (AppendLog log = AppendLog.open(file())) {
            log.append(Json.COMPACT.writeValueAsString(new Line(key.architecture(), key.seed(), score)));
        }
        scores.put(key, score);
    }
}

package dev.sartor.search.run;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AppendLog;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.search.front.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code trials.jsonl}: a line per trial, on the disk before the search goes on. Only one process at a time has it open.
 * Opened again it answers what was recorded; a last line that a kill or a crash left damaged is dropped.
 */
public final class TrialLog implements Journal, AutoCloseable {

    /** The trials of a file, and whether a damaged line follows them. */
    private record Content(List<Trial> trials, boolean damagedEnd) {}

    private final Path path;
    private final AppendLog file;
    private final EvaluationMetric measure;
    private final List<Trial> recorded;
    private final boolean lastLineDropped;

    private TrialLog(Path path, AppendLog file, EvaluationMetric measure, Content content) {
        this.path = path;
        this.file = file;
        this.measure = measure;
        if (content.damagedEnd()) {
            file.removeLastLine();
        }
        recorded = content.trials();
        lastLineDropped = content.damagedEnd() || file.truncatedBytes() > 0;
    }

    /**
     * Opens the log, new or with what earlier sessions recorded.
     *
     * @param measure what trials are judged by
     *
     * @throws UserError if another process has it open, it cannot be written, or a line before the last is damaged
     */
    public static TrialLog open(Path path, EvaluationMetric measure) {
        AppendLog file = AppendLog.open(path);
        try {
            return new TrialLog(path, file, measure, content(path, file.lines(), measure));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * The trials of a log that another process may be writing. Not for the process that has it open: see
     * {@link AppendLog#lines}.
     *
     * @throws UserError if a line before the last is damaged, or the file cannot be read
     */
    static List<Trial> read(Path path, EvaluationMetric measure) {
        return content(path, lines(path), measure).trials();
    }

    /** Trials that earlier sessions recorded. */
    public int size() {
        return recorded.size();
    }

    /** Whether the last line was found damaged when the log was opened, and dropped. */
    public boolean lastLineDropped() {
        return lastLineDropped;
    }

    @Override
    public Optional<Trial> recorded(Trial expected) {
        if (expected.id() > recorded.size()) {
            return Optional.empty();
        }
        Trial trial = recorded.get(expected.id() - 1);
        if (!trial.withMerit(OptionalDouble.empty()).equals(expected)
                || trial.merit().isPresent() != expected.feasible()) {
            throw new UserError(
                    "trial " + trial.id() + " is not the one that this configuration leads to: the"
                            + " configuration, an input or Sartor itself changed, or the line was edited",
                    path + ":" + trial.id(),
                    "restore what changed, or start a new run in another folder");
        }
        return Optional.of(trial);
    }

    @Override
    public void append(Trial trial) {
        file.append(TrialJson.format(trial, measure));
    }

    @Override
    public void close() {
        file.close();
    }

    private static Content content(Path path, List<String> lines, EvaluationMetric measure) {
        List<Trial> trials = new ArrayList<>();
        for (String line : lines) {
            int number = trials.size() + 1;
            try {
                Trial trial = TrialJson.parse(line, measure);
                if (trial.id() != number) {
                    throw new IllegalArgumentException(
                            "trial " + trial.id() + " stands where trial " + number + " belongs");
                }
                trials.add(trial);
            } catch (IllegalArgumentException e) {
                if (number == lines.size()) {
                    return new Content(List.copyOf(trials), true);
                }
                throw new UserError(
                        "the line is damaged: " + e.getMessage(),
                        path + ":" + number,
                        "restore the line from a copy, or cut the file before it: the search goes on from there");
            }
        }
        return new Content(List.copyOf(trials), false);
    }

    // Not readAllLines: that throws on bytes that are no UTF-8, and they must be told of as a damaged line.
    private static List<String> lines(Path path) {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw ReadErrors.of(path, e, "give the folder of a run");
        }
    }
}

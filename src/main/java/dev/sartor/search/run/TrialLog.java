package dev.sartor.search.run;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
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
 * Journal in {@code trials.jsonl}: one line per trial, on the disk before the search continues. Only one process at a time can
 * have it open. A last line that a crash left damaged is dropped when the log is opened.
 */
public final class TrialLog implements Journal, AutoCloseable {

    /** The trials of a file, and whether a damaged line follows them. */
    private record Content(List<Trial> trials, boolean lastLineDamaged) {}

    /** Values of {@link Content#lastLineDamaged}. */
    private static final boolean DAMAGED = true;

    private static final boolean INTACT = false;

    private final Path path;
    private final AppendLog file;
    private final EvaluationMetric metric;
    private final Optional<EvaluationSet> evaluationSet;
    private final List<Trial> recorded;
    private final boolean lastLineDropped;

    private TrialLog(
            Path path,
            AppendLog file,
            EvaluationMetric metric,
            Optional<EvaluationSet> evaluationSet,
            Content content) {
        this.path = path;
        this.file = file;
        this.metric = metric;
        this.evaluationSet = evaluationSet;
        if (content.lastLineDamaged()) {
            file.removeLastLine();
        }
        recorded = content.trials();
        lastLineDropped = content.lastLineDamaged() || file.truncatedBytes() > 0;
    }

    /**
     * Opens the log, new or with the trials of earlier sessions.
     *
     * @param metric        of the scores
     * @param evaluationSet images that the scores of new trials are measured on; empty for scores that need no images
     * @throws UserError if another process has it open, it cannot be written, or a line before the last is damaged
     */
    public static TrialLog open(Path path, EvaluationMetric metric, Optional<EvaluationSet> evaluationSet) {
        AppendLog file = AppendLog.open(path);
        try {
            return new TrialLog(path, file, metric, evaluationSet, content(path, file.lines(), metric));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Reads the trials of a log that another process may be writing. Not for the process that has it open: see
     * {@link AppendLog#lines}.
     *
     * @throws UserError if a line before the last is damaged, or the file cannot be read
     */
    static List<Trial> read(Path path, EvaluationMetric metric) {
        return content(path, lines(path), metric).trials();
    }

    /** The number of trials that earlier sessions recorded. */
    public int size() {
        return recorded.size();
    }

    /** Whether the last line was found damaged when the log was opened, and dropped. */
    public boolean lastLineDropped() {
        return lastLineDropped;
    }

    @Override
    public Optional<Trial> recordedTrial(Trial expected) {
        if (expected.id() > recorded.size()) {
            return Optional.empty();
        }
        Trial trial = recorded.get(expected.id() - 1);
        if (!trial.withScore(OptionalDouble.empty()).equals(expected)
                || trial.score().isPresent() != expected.feasible()) {
            throw new UserError(
                    "trial " + trial.id() + " is not the trial that this configuration produces: the"
                            + " configuration, an input or the version of Sartor changed, or the line was edited",
                    path + ":" + trial.id(),
                    "restore what changed, or start a new run in another folder");
        }
        return Optional.of(trial);
    }

    @Override
    public void append(Trial trial) {
        file.append(TrialJson.format(trial, metric, evaluationSet));
    }

    @Override
    public void close() {
        file.close();
    }

    private static Content content(Path path, List<String> lines, EvaluationMetric metric) {
        List<Trial> trials = new ArrayList<>();
        for (String line : lines) {
            int number = trials.size() + 1;
            try {
                Trial trial = TrialJson.parse(line, metric);
                if (trial.id() != number) {
                    throw new IllegalArgumentException("trial " + trial.id() + " is in the place of trial " + number);
                }
                trials.add(trial);
            } catch (IllegalArgumentException e) {
                if (number == lines.size()) {
                    return new Content(List.copyOf(trials), DAMAGED);
                }
                throw new UserError(
                        "the line is damaged: " + e.getMessage(),
                        path + ":" + number,
                        "restore the line from a copy, or truncate the file before it: the search resumes from there");
            }
        }
        return new Content(List.copyOf(trials), INTACT);
    }

    // not by readAllLines, which throws an exception for invalid UTF-8: it must be reported as a damaged line
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

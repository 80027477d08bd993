package dev.sartor.delivery;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The measured latencies of the networks of a run's front: {@code measured.json} in the run's folder.
 *
 * @param entries one per trial and latency table whose device can be reached
 */
public record MeasuredFront(List<Entry> entries) {
    /** The file's name in a run's folder. */
    public static final String FILE = "measured.json";

    public MeasuredFront {
        entries = List.copyOf(entries);
    }

    /**
     * The latency of one network on one device.
     *
     * @param trial       id of the network's trial
     * @param table       name of the latency table of the device
     * @param predictedMs latency that the table predicts
     */
    public record Entry(int trial, String table, double predictedMs, MeasuredLatency latency) {
        public Entry {
            if (table == null || latency == null) {
                throw new IllegalArgumentException("a measurement needs a table and a latency");
            }
        }
    }

    /** The measured latency of a trial on the device of a table; empty if it was not measured. */
    public Optional<MeasuredLatency> latency(int trial, String table) {
        return entries.stream()
                .filter(e -> e.trial() == trial && e.table().equals(table))
                .map(Entry::latency)
                .findFirst();
    }

    /**
     * The most accurate trials that are within every limit as measured.
     *
     * @param front the most accurate first, at least one
     * @param count the maximum number, at least one
     * @return the most accurate first, at least one
     * @throws UserError if none is within the limits
     */
    public List<Trial> mostAccurate(List<Trial> front, List<Limit> limits, int count) {
        List<Trial> chosen =
                front.stream().filter(t -> withinLimits(t, limits)).limit(count).toList();
        if (chosen.isEmpty()) {
            throw new UserError(
                    "none of the " + front.size() + " networks of the front is within "
                            + String.join(", ", limits.stream().map(Limit::text).toList()) + " when measured",
                    FILE,
                    "profile the device again, it is slower than its table predicts; or search with a lower limit",
                    UserError.ExitCode.NOTHING_FEASIBLE);
        }
        return chosen;
    }

    /** Whether a trial is within every limit as measured, see {@link MeasuredLimit}. */
    public boolean withinLimits(Trial trial, List<Limit> limits) {
        return limits.stream()
                .allMatch(l -> MeasuredLimit.allows(l, trial.costs(), table -> latency(trial.id(), table)));
    }

    public void write(Path runFolder) {
        AtomicFile.writeString(runFolder.resolve(FILE), Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /** Reads the measurements of a run; there are none if the file does not exist. */
    public static MeasuredFront read(Path runFolder) {
        Path file = runFolder.resolve(FILE);
        if (!Files.exists(file)) {
            return new MeasuredFront(List.of());
        }
        try {
            return Json.INDENTED.readValue(Files.readString(file), MeasuredFront.class);
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "this is not a file of front measurements: " + Json.reason(e),
                    file.toString(),
                    "delete the file; sartor train measures the front again",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }
}

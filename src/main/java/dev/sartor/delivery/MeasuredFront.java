package dev.sartor.delivery;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The front of a run as it ran on its devices, each network whole: {@code measured.json} in the run's folder.
 *
 * @param entries per trial and latency table whose device is at hand
 */
public record MeasuredFront(List<Entry> entries) {
    /** Its name in a run's folder. */
    public static final String FILE = "measured.json";

    public MeasuredFront {
        entries = List.copyOf(entries);
    }

    /** One network on one device. */
    public record Entry(int trial, String table, double predictedMs, MeasuredLatency latency) {}

    /** What was measured of a trial for a table, if it was. */
    public Optional<MeasuredLatency> latency(int trial, String table) {
        return entries.stream()
                .filter(e -> e.trial() == trial && e.table().equals(table))
                .map(Entry::latency)
                .findFirst();
    }

    /**
     * The most accurate trials that hold every limit on their devices.
     *
     * @param front the most accurate first, at least one
     * @param most  of them, at least one
     * @return the most accurate first, at least one
     * @throws UserError if none holds the limits
     */
    public List<Trial> choose(List<Trial> front, List<Limit> limits, int most) {
        List<Trial> chosen =
                front.stream().filter(t -> holds(t, limits)).limit(most).toList();
        if (chosen.isEmpty()) {
            throw new UserError(
                    "none of the " + front.size() + " networks of the front holds "
                            + String.join(", ", limits.stream().map(Limit::text).toList()) + " when measured",
                    FILE,
                    "profile the device again, it runs slower than its table says; or search with a lower limit",
                    UserError.ExitCode.NOTHING_FEASIBLE,
                    null);
        }
        return chosen;
    }

    /**
     * Whether a trial holds every limit on its devices: a measured latency in nine rounds of ten, at the speed that the device
     * had while measuring and at its table's; one that was not measured as predicted.
     */
    public boolean holds(Trial trial, List<Limit> limits) {
        return limits.stream().allMatch(l -> holds(trial, l));
    }

    private boolean holds(Trial trial, Limit limit) {
        if (!(limit.cost() instanceof Cost.Latency(Optional<String> named))) {
            return limit.allows(trial.costs());
        }
        List<String> tables = named.map(List::of)
                .orElseGet(() -> List.copyOf(trial.costs().latencyMs().keySet()));
        return tables.stream()
                .allMatch(table -> latency(trial.id(), table)
                                .map(MeasuredLatency::worstP90Ms)
                                .orElseGet(() -> trial.costs().latencyMs(table))
                        <= limit.maximum());
    }

    public void write(Path runFolder) {
        AtomicFile.writeString(runFolder.resolve(FILE), Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /** What was measured in a run; nothing where there is no such file. */
    public static MeasuredFront read(Path runFolder) {
        Path file = runFolder.resolve(FILE);
        if (!Files.exists(file)) {
            return new MeasuredFront(List.of());
        }
        try {
            return Json.INDENTED.readValue(Files.readString(file), MeasuredFront.class);
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "these are no measurements of a front: " + e.getMessage(),
                    file.toString(),
                    "remove the file; training the run's best measures again",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }
}

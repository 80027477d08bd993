package dev.sartor.latency.measuring.result;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AppendLog;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.json.Json;
import dev.sartor.device.DeviceDescription;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.Staleness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * The file that a measurement in progress lives in: a line that says what is measured, then lines of visits. An
 * interrupted measurement goes on from it.
 */
public final class MeasurementLog implements AutoCloseable {
    private final AppendLog file;
    private final Optional<String> outdated;

    /**
     * The first line: two measurements with the same subject are one, be it for longer or to another precision.
     *
     * @param device       what is measured
     * @param software     of the device: what the one measured tells nothing of the other
     * @param models       how many are timed
     * @param modelsSha256 of their keys in order
     * @param seed         of the order of visits
     */
    public record Subject(String device, String software, int models, String modelsSha256, int rounds, long seed) {

        public static Subject of(DeviceDescription device, List<Probe> probes, int rounds, long seed) {
            String keys = probes.stream().map(Probe::key).collect(Collectors.joining("\n"));
            return new Subject(
                    device.device().text() + " on " + device.machine().cpu(),
                    Staleness.software(device),
                    probes.size(),
                    Sha256.of(keys),
                    rounds,
                    seed);
        }

        private Subject with(String otherSoftware) {
            return new Subject(device, otherSoftware, models, modelsSha256, rounds, seed);
        }

        boolean sameButForSoftware(Subject other) {
            return !equals(other) && with(other.software).equals(other);
        }

        /** What is other in a later measurement, its software aside, for people; empty if nothing is. */
        List<String> differences(Subject later) {
            List<String> all = new ArrayList<>();
            tell(all, "device", device, later.device);
            tell(all, "seed", seed, later.seed);
            tell(all, "rounds", rounds, later.rounds);
            tell(all, "models", models, later.models);
            if (all.isEmpty() && !modelsSha256.equals(later.modelsSha256)) {
                all.add("as many models, but others");
            }
            return all;
        }

        private static void tell(List<String> all, String what, Object earlier, Object later) {
            if (!earlier.equals(later)) {
                all.add(what + " " + earlier + ", not " + later);
            }
        }
    }

    /**
     * Some visits of one round, in order, with the control's between them.
     *
     * @param refused   probes that failed, with the reason
     * @param seconds   time since the line before, or since the measurement began or went on
     * @param disturbed whether the control was much slower than usual
     */
    public record Line(int round, List<Visit> visits, Map<String, String> refused, double seconds, boolean disturbed) {
        void enterInto(Measurements measured) {
            visits.forEach(v -> measured.visited(v, round, disturbed));
            refused.forEach(measured::refused);
            measured.passed(seconds);
        }
    }

    /** Where a measurement lives that a table is made or judged by, such as {@code mine.measurements.jsonl} for {@code mine.csv}. */
    public static Path beside(Path csv, String what) {
        return csv.resolveSibling(LatencyTable.nameOf(csv) + "." + what + ".jsonl");
    }

    private MeasurementLog(AppendLog file, Optional<String> outdated) {
        this.file = file;
        this.outdated = outdated;
    }

    /**
     * Opens the log of a measurement, new or interrupted, and enters what it holds into {@code measured}. A log of the same
     * with another runtime or system, which nobody can go on with, is begun anew.
     *
     * @throws UserError if the log is of another measurement, damaged, or cannot be written
     */
    public static MeasurementLog open(Path path, Subject subject, Measurements measured) {
        AppendLog file = AppendLog.open(path);
        try {
            List<String> lines = file.lines();
            if (lines.isEmpty()) {
                return begun(file, subject, Optional.empty());
            }
            Subject earlier = parse(path, 1, lines.getFirst(), Subject.class);
            if (earlier.sameButForSoftware(subject)) {
                return begun(
                        emptied(file, path),
                        subject,
                        Optional.of("was " + earlier.software() + ", is " + subject.software()));
            }
            requireSame(path, earlier, subject);
            for (int i = 1; i < lines.size(); i++) {
                parse(path, i + 1, lines.get(i), Line.class).enterInto(measured);
            }
            return new MeasurementLog(file, Optional.empty());
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static MeasurementLog begun(AppendLog file, Subject subject, Optional<String> outdated) {
        file.append(Json.COMPACT.writeValueAsString(subject));
        return new MeasurementLog(file, outdated);
    }

    private static AppendLog emptied(AppendLog file, Path path) {
        file.close();
        path.toFile().delete();
        return AppendLog.open(path);
    }

    private static void requireSame(Path path, Subject earlier, Subject subject) {
        List<String> differences = earlier.differences(subject);
        if (!differences.isEmpty()) {
            throw new UserError(
                    "an interrupted measurement of something else is in the way: " + String.join("; ", differences),
                    path.toString(),
                    "finish it with the command that began it, or delete the file to begin anew");
        }
    }

    /** With what software the earlier measurement was made that this one does not go on with; empty if there is none. */
    public Optional<String> outdated() {
        return outdated;
    }

    private static <T> T parse(Path path, int line, String text, Class<T> type) {
        try {
            return Json.COMPACT.readValue(text, type);
        } catch (JacksonException e) {
            throw new UserError(
                    "not a line of a measurement: " + e.getOriginalMessage(),
                    path + ":" + line,
                    "delete the file and measure again");
        }
    }

    /** Puts a line on the disk. */
    public void append(Line line) {
        file.append(Json.COMPACT.writeValueAsString(line));
    }

    /** Removes the log of a measurement that is done. */
    public static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}

package dev.sartor.latency.measuring.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AppendLog;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.file.WriteErrors;
import dev.sartor.base.json.Json;
import dev.sartor.device.Board;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceDifferences;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.probe.Visit;
import dev.sartor.latency.table.LatencyTableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * The log file of a measurement in progress, from which an interrupted measurement continues: a first line that identifies the
 * measurement, then lines of visits. A {@link Visit} is a few timed runs of one model.
 */
public final class MeasurementLog implements AutoCloseable {
    /** Maximum duration between two lines; a longer one is damage. */
    private static final double MAX_SECONDS = 1e7;

    private final AppendLog file;
    private final Optional<String> discardReason;

    /**
     * The first line: the identity of the measurement. A log is continued only by a measurement with the same subject; the time
     * limit and the precision may differ.
     *
     * @param device       the device that is measured
     * @param software     software of the device: measurements with different software are not mixed
     * @param models       number of models
     * @param modelsSha256 hash of the models' keys in order
     * @param seed         seed of the order of visits
     */
    public record Subject(String device, String software, int models, String modelsSha256, int rounds, long seed) {

        public Subject {
            if (device == null || software == null || modelsSha256 == null) {
                throw new IllegalArgumentException("The first line needs device, software and modelsSha256");
            }
        }

        public static Subject of(DeviceDescription device, List<Probe> probes, int rounds, long seed) {
            String keys = probes.stream().map(Probe::key).collect(Collectors.joining("\n"));
            return new Subject(
                    device.device().text() + " on " + device.machine().cpu(),
                    DeviceDifferences.software(device),
                    probes.size(),
                    Sha256.of(keys),
                    rounds,
                    seed);
        }

        private Subject withSoftware(String otherSoftware) {
            return new Subject(device, otherSoftware, models, modelsSha256, rounds, seed);
        }

        boolean differsOnlyInSoftware(Subject other) {
            return !equals(other) && withSoftware(other.software).equals(other);
        }

        /** Descriptions of the differences from a later measurement, without its software. */
        List<String> differences(Subject later) {
            List<String> all = new ArrayList<>();
            addDifference(all, "device", device, later.device);
            addDifference(all, "seed", seed, later.seed);
            addDifference(all, "rounds", rounds, later.rounds);
            addDifference(all, "models", models, later.models);
            if (all.isEmpty() && !modelsSha256.equals(later.modelsSha256)) {
                all.add("other models, though the same number");
            }
            return all;
        }

        private static void addDifference(List<String> all, String what, Object earlier, Object later) {
            if (!earlier.equals(later)) {
                all.add(what + " " + earlier + ", not " + later);
            }
        }
    }

    /**
     * Some visits of one round, in order, including those to the control network.
     *
     * @param refused   probes that cannot be measured, with the reason
     * @param seconds   time since the previous line, or since the measurement started or continued
     * @param disturbed whether the control network was much slower than usual
     * @param board     name of the board that made the visits; {@link Board#ONLY} if there is no other
     */
    public record Line(
            int round,
            List<Visit> visits,
            Map<String, String> refused,
            double seconds,
            boolean disturbed,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String board) {
        public Line {
            board = board == null ? Board.ONLY : board;
            if (round < 0
                    || visits == null
                    || visits.stream().anyMatch(v -> v == null || v.isEmpty())
                    || refused == null
                    || !(seconds >= 0 && seconds < MAX_SECONDS)) {
                throw new IllegalArgumentException(
                        "A line needs a round of at least 0, visits with runs, and a duration of at least 0");
            }
        }

        void applyTo(Measurements measured) {
            visits.forEach(v -> measured.addVisit(board, v, round, disturbed));
            refused.forEach(measured::addRefusal);
            measured.addSeconds(board, seconds);
        }
    }

    /**
     * The path of the log for a table, such as {@code mine.measurements.jsonl} for {@code mine.csv}.
     *
     * @param what the second part of the name, {@code measurements} or {@code validation}
     */
    public static Path pathFor(Path csv, String what) {
        return csv.resolveSibling(LatencyTableFile.tableName(csv) + "." + what + ".jsonl");
    }

    private MeasurementLog(AppendLog file, Optional<String> discardReason) {
        this.file = file;
        this.discardReason = discardReason;
    }

    /**
     * Opens the log of a new or interrupted measurement and adds its visits to {@code measured}. A log of the same subject with
     * other software is emptied, since the measurement cannot continue from it.
     *
     * @throws UserError if the log is of another measurement, damaged, or cannot be written
     */
    public static MeasurementLog open(Path path, Subject subject, Measurements measured) {
        AppendLog file = AppendLog.open(path);
        try {
            List<String> lines = file.lines();
            if (lines.isEmpty()) {
                return start(file, subject, Optional.empty());
            }
            Subject earlier = parse(path, 1, lines.getFirst(), Subject.class);
            if (earlier.differsOnlyInSoftware(subject)) {
                return start(
                        emptied(file, path),
                        subject,
                        Optional.of("was " + earlier.software() + ", is " + subject.software()));
            }
            requireSame(path, earlier, subject);
            for (int i = 1; i < lines.size(); i++) {
                Line line = parse(path, i + 1, lines.get(i), Line.class);
                if (line.round() > maxRound(line, i, subject)) {
                    throw damaged(path, i + 1, "round " + line.round() + " cannot be in this line");
                }
                line.applyTo(measured);
            }
            return new MeasurementLog(file, Optional.empty());
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The last round that a line can have; a greater number is damage. */
    private static long maxRound(Line line, int precedingLines, Subject subject) {
        // a device alone writes at least one line for every pass of rounds; boards start with different passes
        return line.board().equals(Board.ONLY)
                ? precedingLines * (long) MeasurementProtocol.ROUNDS_PER_PASS
                : subject.rounds();
    }

    private static MeasurementLog start(AppendLog file, Subject subject, Optional<String> discardReason) {
        file.append(Json.COMPACT.writeValueAsString(subject));
        return new MeasurementLog(file, discardReason);
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
                    "there is an interrupted measurement of something else: " + String.join("; ", differences),
                    path.toString(),
                    "finish it with the command that started it, or delete this file to start again");
        }
    }

    /** The change of software because of which an earlier measurement was discarded; empty if none was. */
    public Optional<String> discardReason() {
        return discardReason;
    }

    private static <T> T parse(Path path, int line, String text, Class<T> type) {
        try {
            T parsed = Json.COMPACT.readValue(text, type);
            if (parsed == null) {
                throw damaged(path, line, "it is null");
            }
            return parsed;
        } catch (JacksonException e) {
            throw damaged(path, line, e.getOriginalMessage());
        }
    }

    private static UserError damaged(Path path, int line, String why) {
        return new UserError(
                "not a line of a measurement log: " + why, path + ":" + line, "delete the file and measure again");
    }

    /** Writes a line to the disk. */
    public void append(Line line) {
        file.append(Json.COMPACT.writeValueAsString(line));
    }

    /** Removes the visits of a board from a log that is not open. */
    public static void removeBoard(Path path, String board) {
        List<String> lines;
        try (AppendLog log = AppendLog.open(path)) {
            lines = log.lines();
        }
        List<String> kept = new ArrayList<>(lines.subList(0, 1));
        for (int i = 1; i < lines.size(); i++) {
            if (!parse(path, i + 1, lines.get(i), Line.class).board().equals(board)) {
                kept.add(lines.get(i));
            }
        }
        AtomicFile.writeString(path, String.join("\n", kept) + "\n");
    }

    /** Removes the log of a finished measurement. */
    public static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw WriteErrors.of(file, e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}

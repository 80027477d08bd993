package dev.sartor.cli;

import dev.sartor.base.file.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The contents of the files of a folder, by name. Left out is what differs between two runs of the same command: dates, durations, the
 * clock rate, how often a model was run on the device, the hashes of tables that contain such counts, and the process ids in the names of
 * temporary files.
 */
record FolderState(Map<String, String> files) {
    private static final Pattern VOLATILE = Pattern.compile(
            "\"(made|started|seconds|clockMhz|tableSha256|runs|measurements)\"\\s*:\\s*(\"[^\"]*\"|[-+.0-9Ee]+|null)");

    /** The number of runs in a row of a latency table, which depends on how long a call of the device takes. */
    private static final Pattern RUN_COUNT = Pattern.compile("(?m)^(([^,\\n]*,){5})[0-9]+,([0-9.]+)$");

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z| UTC)?");
    /** The duration of a measurement in a report. */
    private static final Pattern ROUNDS = Pattern.compile("([0-9]+ rounds in )[0-9:.]+( m?s)?");

    /** Host, process, start time and number in the name of a temporary file. */
    private static final Pattern PROCESS = Pattern.compile("[0-9a-f]{8}-[0-9]{1,18}-[0-9]{1,18}-[0-9]+");

    /** A file in which the script that stands for a phone counts its calls. */
    private static final String CALL_COUNT = "phone/calls";

    /** The present state of a folder. */
    static FolderState of(Path folder) throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> !f.equals(folder)).sorted().toList()) {
                String name =
                        PROCESS.matcher(folder.relativize(file).toString()).replaceAll("PROCESS");
                state.merge(name, text(file), String::concat);
            }
        }
        state.remove(CALL_COUNT);
        Map<String, String> tables = tableHashes(folder);
        state.replaceAll((_, text) -> {
            String known = text;
            for (Map.Entry<String, String> table : tables.entrySet()) {
                known = known.replace(table.getKey(), "hash of " + table.getValue());
            }
            return known;
        });
        return new FolderState(state);
    }

    /** The names of the latency tables in a folder, by the hash of table and certificate that runs store. */
    private static Map<String, String> tableHashes(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
                Path certificate = Path.of(file.toString().replaceFirst("csv$", "json"));
                if (Files.exists(certificate)) {
                    hashes.put(
                            Sha256.of(file, certificate),
                            folder.relativize(file).toString());
                }
            }
        }
        return hashes;
    }

    private static String text(Path file) {
        if (Files.isDirectory(file)) {
            return "a folder";
        }
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            text = VOLATILE.matcher(text).replaceAll("\"$1\":0");
            text = RUN_COUNT.matcher(text).replaceAll("$1n,$3");
            text = ROUNDS.matcher(text).replaceAll("$1n");
            return "file " + DATE.matcher(text).replaceAll("DATE");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the files that differ, are missing, or are only in one of the two. */
    List<String> differences(FolderState other) {
        Set<String> names = new TreeSet<>(files.keySet());
        names.addAll(other.files.keySet());
        return names.stream()
                .filter(n -> !files.getOrDefault(n, "").equals(other.files.getOrDefault(n, "")))
                .toList();
    }

    /** A hash that is equal for equal states. */
    String hash() {
        return Sha256.of(files.toString());
    }
}

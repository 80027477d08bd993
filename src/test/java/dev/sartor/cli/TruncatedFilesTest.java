package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Truncated files of tables and runs, as left by an interrupted copy: each command succeeds or ends in three lines. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the simulated phone is a POSIX script")
class TruncatedFilesTest {
    @TempDir
    private static Path folder;

    private static final Map<Path, byte[]> FILES = new TreeMap<>();

    /** Files of a run that no command reads. */
    private static final Set<String> WRITTEN_ONLY = Set.of("front.csv", "report.html");

    @BeforeAll
    static void createTableAndRun() throws IOException {
        TinySpace.write(folder);
        FakePhone phone = FakePhone.create(folder);
        String table = path("table.csv");
        String space = path("tiny.yaml");
        ok("profile --rounds 2 --networks 9 --space", space, "--device", phone.deviceFile(), "--out", table);
        ok(
                "search --data shapes:train=32,validation=16,test=16,size=12 --trials 1 --accuracy most-macs --space",
                space,
                "--table",
                table,
                "--out",
                path("run"));
        ok("train --epochs 1 --batch 16 --trust", path("run"));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.resolve("phone")) && Files.size(file) > 0) {
                    FILES.put(file, Files.readAllBytes(file));
                }
            }
        }
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void ok(String words, String... more) {
        CommandRun.ok(Stream.concat(Arrays.stream(words.split(" ")), Arrays.stream(more))
                .toArray(String[]::new));
    }

    /** The commands that read a file; the first reads it soonest. */
    private static List<String[]> commands(Path file) {
        String run = path("run");
        String table = path("table.csv");
        String space = path("tiny.yaml");
        if (file.startsWith(folder.resolve("run/models"))) {
            return List.of(new String[] {"export", run, "--no-trust"}, new String[] {"report", run});
        }
        if (WRITTEN_ONLY.contains(file.getFileName().toString())) {
            return List.<String[]>of(new String[] {"report", run});
        }
        return file.startsWith(run)
                ? List.of(new String[] {"report", run}, new String[] {"search", "--resume", run}, new String[] {
                    "train", run, "--epochs", "1", "--batch", "16", "--no-trust"
                })
                : List.of(
                        new String[] {"explain", "--table", table, "--space", space},
                        new String[] {"tables", "--folder", folder.toString()},
                        new String[] {"profile", "--space", space, "--out", table, "--only", "stale", "--dry-run"});
    }

    @Test
    void everyKindOfFileIsTruncated() {
        List<String> names =
                FILES.keySet().stream().map(f -> f.getFileName().toString()).toList();
        assertTrue(
                names.containsAll(List.of(
                        "table.csv", "table.json", "config.yaml", "environment.json", "trials.jsonl", "front.csv")),
                names.toString());
        for (String ending : List.of(".json", ".weights")) {
            assertTrue(
                    FILES.keySet().stream()
                            .anyMatch(f -> f.startsWith(folder.resolve("run/models"))
                                    && f.toString().endsWith(ending)),
                    names.toString());
        }
    }

    @ParameterizedTest
    // the share of the file that is kept, and the number of commands that are tried
    @CsvSource({"0, 1", "0.6, 3"})
    void commandsSucceedOrPrintAnErrorOfThreeLines(double kept, int commands) throws IOException {
        for (Path cut : FILES.keySet()) {
            for (String[] command : commands(cut).stream().limit(commands).toList()) {
                byte[] whole = FILES.get(cut);
                Files.write(cut, Arrays.copyOf(whole, (int) (kept * whole.length)));
                CommandRun run = CommandRun.of(command);
                String context =
                        cut.getFileName() + " cut to " + kept + ", " + String.join(" ", command) + "\n" + run.err();
                assertFalse(run.err().contains("internal error"), context);
                assertTrue(run.status() >= 0 && run.status() <= 3, context);
                if (run.status() != 0) {
                    List<String> lines = run.err().lines().toList();
                    assertEquals(
                            1,
                            lines.stream()
                                    .filter(l -> l.startsWith("  where: "))
                                    .count(),
                            context);
                    assertTrue(lines.getLast().startsWith("  fix:   "), context);
                }
                restore();
            }
        }
    }

    private static void restore() throws IOException {
        for (var file : FILES.entrySet()) {
            if (!Files.exists(file.getKey())
                    || Arrays.mismatch(file.getValue(), Files.readAllBytes(file.getKey())) >= 0) {
                Files.write(file.getKey(), file.getValue());
            }
        }
    }
}

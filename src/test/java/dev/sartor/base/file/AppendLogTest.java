package dev.sartor.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendLogTest {
    @TempDir
    Path folder;

    @Test
    void linesAreOnDiskBeforeTheLogIsClosed() throws IOException {
        Path path = folder.resolve("trials.jsonl");
        try (AppendLog log = AppendLog.open(path)) {
            log.append("one");
            log.append("zwei ä");
            assertEquals(List.of("one", "zwei ä"), Files.readAllLines(path));
            assertEquals(0, log.truncatedBytes());
        }
    }

    @Test
    void reopeningContinuesAfterTheLastLine() throws IOException {
        Path path = Files.writeString(folder.resolve("trials.jsonl"), "one\n");
        try (AppendLog log = AppendLog.open(path)) {
            log.append("two");
        }
        assertEquals("one\ntwo\n", Files.readString(path));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8191, 8192, 8193, 30_000})
    void anIncompleteLastLineIsReplacedByTheNextAndItsLengthReported(int cutBytes) throws IOException {
        Path path = Files.writeString(folder.resolve("trials.jsonl"), "one\ntwo\n" + "x".repeat(cutBytes));
        try (AppendLog log = AppendLog.open(path)) {
            assertEquals(cutBytes, log.truncatedBytes());
            log.append("three");
        }
        assertEquals("one\ntwo\nthree\n", Files.readString(path));
    }

    @Test
    void aFileThatIsNoLogStaysAsItIsUntilALineIsAppended() throws IOException {
        Path path = Files.writeString(folder.resolve("trials.jsonl"), "{\"id\":");
        try (AppendLog log = AppendLog.open(path)) {
            assertEquals(6, log.truncatedBytes());
            assertEquals(List.of(), log.lines());
        }
        assertEquals("{\"id\":", Files.readString(path));
        try (AppendLog log = AppendLog.open(path)) {
            log.append("one");
        }
        assertEquals("one\n", Files.readString(path));
    }

    @Test
    void readingLinesDoesNotReleaseTheLock() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "no Python to try the lock from another process");
        Path path = Files.writeString(folder.resolve("trials.jsonl"), "one\nzwei ä\nthr");
        try (AppendLog log = AppendLog.open(path)) {
            assertEquals(List.of("one", "zwei ä"), log.lines());
            log.append("three");
            assertEquals(List.of("one", "zwei ä", "three"), log.lines());
            Process other = new ProcessBuilder(
                            "/usr/bin/python3",
                            "-c",
                            "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+'), fcntl.LOCK_EX | fcntl.LOCK_NB)",
                            path.toString())
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(other.getInputStream().readAllBytes());
            assertEquals(1, other.waitFor(), answer);
            assertTrue(answer.contains("BlockingIOError"), answer);
        }
    }

    @Test
    void theLastLineCanBeRemoved() throws IOException {
        Path path = Files.writeString(folder.resolve("trials.jsonl"), "one\ntwo\n");
        try (AppendLog log = AppendLog.open(path)) {
            log.removeLastLine();
            log.append("three");
            assertEquals("one\nthree\n", Files.readString(path));
            log.removeLastLine();
            log.removeLastLine();
            log.removeLastLine();
            log.append("four");
        }
        assertEquals("four\n", Files.readString(path));
    }

    @Test
    void aLogThatDoesNotFitIntoMemoryIsAUserError() throws IOException {
        Path path = folder.resolve("trials.jsonl");
        try (var sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.seek(3L << 30);
            sparse.write('\n');
        }
        try (AppendLog log = AppendLog.open(path)) {
            UserError error = assertThrows(UserError.class, log::lines);
            assertTrue(error.getMessage().contains("too large for a log: 3072 MiB"), error.text());
        }
    }

    @Test
    void aSecondWriterIsRefused() {
        Path path = folder.resolve("trials.jsonl");
        try (AppendLog log = AppendLog.open(path)) {
            UserError error = assertThrows(UserError.class, () -> AppendLog.open(path));
            assertTrue(error.getMessage().contains("another run"), error.text());
            log.append("still alive");
        }
    }

    @Test
    void aFullDiskIsAUserError() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full on this machine");
        try (AppendLog log = AppendLog.open(full)) {
            UserError error = assertThrows(UserError.class, () -> log.append("x"));
            assertEquals(UserError.ExitCode.FAILED, error.exitCode());
            assertTrue(error.fix().contains("free space"), error.text());
        }
    }

    @Test
    void aLineWithALineEndIsRefused() {
        try (AppendLog log = AppendLog.open(folder.resolve("trials.jsonl"))) {
            assertThrows(IllegalArgumentException.class, () -> log.append("a\nb"));
        }
    }

    @Test
    void aMissingFolderIsAUserError() {
        UserError error = assertThrows(UserError.class, () -> AppendLog.open(folder.resolve("absent/trials.jsonl")));
        assertTrue(error.fix().contains("create the folder"), error.text());
    }
}

package dev.sartor.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void theContentIsReplacedAndNoOtherFileRemains() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeString(file, "a long first text");
        AtomicFile.writeString(file, "zweiter Text: ä");
        assertEquals("zweiter Text: ä", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void fullDiskIsAUserErrorThatKeepsTheOldFile() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeString(file, "old");
        UserError error = assertThrows(
                UserError.class,
                () -> AtomicFile.write(file, out -> {
                    out.write(new byte[200_000]);
                    throw new IOException("No space left on device");
                }));
        assertEquals(UserError.ExitCode.FAILED, error.exitCode());
        assertTrue(error.getMessage().contains("No space left on device"), error.text());
        assertTrue(error.fix().contains("free space"), error.text());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void aFullDeviceIsReported() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full on this machine");
        UserError error = assertThrows(
                UserError.class,
                () -> AtomicFile.write(folder.resolve("a.txt"), out -> {
                    try (OutputStream device = Files.newOutputStream(full)) {
                        device.write(1);
                    }
                }));
        assertTrue(error.fix().contains("free space"), error.text());
    }

    @Test
    void anExceptionOfTheWriterLeavesNoFile() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(folder.resolve("a.txt"), out -> {
                    out.write(1);
                    throw new IllegalStateException("bug");
                }));
        assertEquals(List.of(), names());
    }

    @Test
    void aMissingFolderIsAUserError() {
        Path file = folder.resolve("absent").resolve("a.txt");
        UserError error = assertThrows(UserError.class, () -> AtomicFile.writeString(file, "x"));
        assertEquals(file.toString(), error.where());
        assertTrue(error.fix().contains("create the folder " + folder.resolve("absent")), error.text());
        assertFalse(Files.exists(folder.resolve("absent")));
    }

    @Test
    void aParentThatIsAFileIsAUserError() throws IOException {
        Path parent = Files.writeString(folder.resolve("file"), "x");
        UserError error = assertThrows(UserError.class, () -> AtomicFile.writeString(parent.resolve("a.txt"), "x"));
        assertEquals(UserError.ExitCode.FAILED, error.exitCode());
    }

    @Test
    void readOnlyFileSystemIsAUserError() {
        Path readOnly = Path.of("/proc/sys/a.txt");
        assumeTrue(Files.isDirectory(Path.of("/proc/sys")), "no /proc on this machine");
        UserError error = assertThrows(UserError.class, () -> AtomicFile.writeString(readOnly, "x"));
        assertEquals(UserError.ExitCode.FAILED, error.exitCode());
    }

    @Test
    void aFolderIsNeverReplaced() throws IOException {
        Path target = Files.createDirectory(folder.resolve("sub"));
        UserError error = assertThrows(UserError.class, () -> AtomicFile.writeString(target, "x"));
        assertTrue(error.getMessage().contains("not a regular file"), error.text());
        assertTrue(Files.isDirectory(target));
    }

    @Test
    void theRootOfTheDiskIsNoFile() {
        Path root = folder.getRoot();
        UserError error = assertThrows(UserError.class, () -> AtomicFile.writeString(root, "x"));
        assertTrue(error.text().contains("cannot write '" + root + "'"), error.text());
        assertEquals("choose a file", error.fix());
    }

    @Test
    void aSymbolicLinkRemainsAndItsTargetIsReplaced() throws IOException {
        Path real = Files.writeString(
                Files.createDirectory(folder.resolve("elsewhere")).resolve("real.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("elsewhere", "real.txt"));
        AtomicFile.writeString(link, "new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(real));
        assertEquals(List.of("elsewhere", "link.txt"), names());
    }

    @Test
    void aSymbolicLinkToNoFileCreatesTheFile() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), folder.resolve("new.txt"));
        AtomicFile.writeString(link, "x");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("x", Files.readString(folder.resolve("new.txt")));
    }

    @Test
    void symbolicLinksInACircleAreAUserError() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a"), folder.resolve("b"));
        Files.createSymbolicLink(folder.resolve("b"), link);
        assertThrows(UserError.class, () -> AtomicFile.writeString(link, "x"));
    }

    @Test
    void temporaryFilesOfKilledProcessesAreDeletedAndThoseOfOthersStay() throws Exception {
        // names are .NAME.HOST-PROCESS-START-NUMBER.tmp, and the host is 8 hexadecimal digits
        Process process = new ProcessBuilder("sleep", "100").start();
        String own =
                TemporaryFiles.beside(folder.resolve("a.txt")).getFileName().toString();
        long start = process.info().startInstant().orElseThrow().toEpochMilli();
        String running = own.replaceFirst("-\\d+-\\d+-", "-" + process.pid() + "-" + start + "-");
        String recycled = own.replaceFirst("-\\d+-\\d+-", "-" + process.pid() + "-" + (start - 5000) + "-");
        String otherMachine = recycled.replaceFirst("\\.[0-9a-f]{8}-", ".00000000-");
        for (String name : List.of(own, running, recycled, otherMachine, ".mine.tmp")) {
            Files.writeString(folder.resolve(name), "x");
        }
        TemporaryFiles.sweep(folder);
        assertEquals(Stream.of(own, running, otherMachine, ".mine.tmp").sorted().toList(), names());
        process.destroyForcibly().waitFor();
        TemporaryFiles.sweep(folder);
        assertEquals(Stream.of(own, otherMachine, ".mine.tmp").sorted().toList(), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}

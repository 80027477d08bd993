package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.file.ProcessMarker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrtTemporaryFoldersTest {
    @TempDir
    private Path temporary;

    private OrtTemporaryFolders folders;

    @BeforeEach
    void nameTheFolder() {
        folders = new OrtTemporaryFolders(temporary);
    }

    private Path folder(String name) {
        try {
            return Files.createDirectory(temporary.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(String name, Instant modified) throws IOException {
        return Files.setLastModifiedTime(folder(name), FileTime.from(modified));
    }

    @Test
    void theFolderThatTheRuntimeMadeIsDeletedOnceItHasStarted() {
        Path earlier = folder("onnxruntime-java1");
        Path own = folders.start(() -> folder("onnxruntime-java2"));
        assertFalse(Files.exists(own));
        assertTrue(Files.exists(earlier), "of another process");
    }

    @Test
    void aFolderWithLibrariesIsKept() throws IOException {
        Path own = folders.start(() -> {
            try {
                Path made = folder("onnxruntime-java1");
                Files.writeString(made.resolve("library"), "x");
                return made;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertTrue(Files.exists(own.resolve("library")));
    }

    @Test
    void ifAnotherProcessStartsAtTheSameTimeBothFoldersAreKept() {
        List<Path> made = folders.start(() -> List.of(folder("onnxruntime-java1"), folder("onnxruntime-java2")));
        assertTrue(made.stream().allMatch(Files::exists));
    }

    /** The marker of a process while the runtime starts, in the name of a process that has ended. */
    private void killedWhileStarting(Runnable start) throws IOException {
        folders.start(() -> {
            start.run();
            try (Stream<Path> files = Files.list(temporary)) {
                Path own = files.filter(f -> f.getFileName().toString().startsWith("sartor-"))
                        .findFirst()
                        .orElseThrow();
                // a process has the number, but started at another time
                Files.move(own, own.resolveSibling(own.getFileName().toString().replaceFirst("\\d+$", "1")));
                // as if it had been killed before it deletes its folder
                Files.createDirectory(temporary.resolve("onnxruntime-java-kept"));
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Files.delete(temporary.resolve("onnxruntime-java-kept"));
    }

    @Test
    void theFolderOfAProcessThatWasKilledWhileItsRuntimeStartedIsDeletedByTheNextStart() throws IOException {
        Path earlier = folder("onnxruntime-java1");
        killedWhileStarting(() -> folder("onnxruntime-java2"));
        assertTrue(Files.exists(temporary.resolve("onnxruntime-java2")));
        folders.start(() -> folder("onnxruntime-java3"));
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(earlier), left.toList());
        }
    }

    @Test
    void ofTwoFoldersThatMayBeThatOfAKilledProcessNoneIsDeleted() throws IOException {
        killedWhileStarting(() -> folder("onnxruntime-java2"));
        folder("onnxruntime-java3");
        folders.start(() -> true);
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(
                    Set.of("onnxruntime-java2", "onnxruntime-java3"),
                    left.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void whileAnotherProcessStartsTheFolderOfAKilledOneIsKept() throws IOException {
        killedWhileStarting(() -> folder("onnxruntime-java2"));
        ProcessMarker other = ProcessMarker.create(temporary, "runtime", List.of("folders before the start:"));
        folders.start(() -> true);
        assertTrue(Files.exists(temporary.resolve("onnxruntime-java2")));
        other.delete();
        folders.start(() -> true);
        assertFalse(Files.exists(temporary.resolve("onnxruntime-java2")));
    }

    @Test
    void withoutAFolderForTemporaryFilesTheRuntimeStarts() {
        assertEquals("started", new OrtTemporaryFolders(temporary.resolve("none")).start(() -> "started"));
    }

    @Test
    void emptyFoldersOfKilledProcessesAreDeletedOnceNoProcessCanBeStartingInThem() throws IOException {
        Instant start = Instant.ofEpochSecond(1_000_000);
        Path abandoned = folder("onnxruntime-java1", start.minusSeconds(61));
        Path starting = folder("onnxruntime-java2", start.minusSeconds(59));
        Path other = folder("other", start.minusSeconds(61));
        Path unpacked = folder("onnxruntime-java3");
        Files.writeString(unpacked.resolve("library"), "x");
        Files.setLastModifiedTime(unpacked, FileTime.from(start.minusSeconds(61)));
        folders.deleteAbandoned(start);
        assertFalse(Files.exists(abandoned));
        for (Path kept : List.of(starting, other, unpacked)) {
            assertTrue(Files.exists(kept), kept.toString());
        }
    }
}

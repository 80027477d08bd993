package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
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

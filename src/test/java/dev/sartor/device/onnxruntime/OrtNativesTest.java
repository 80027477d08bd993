package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class OrtNativesTest {
    @TempDir
    private Path cache;

    @Test
    void theLibrariesAreUnpackedOnceAndAgainIfOneWasTruncated() throws IOException {
        Path folder = OrtNatives.unpack(cache).orElseThrow();
        Path library = folder.resolve(System.mapLibraryName("onnxruntime4j_jni"));
        assertTrue(Files.size(folder.resolve(System.mapLibraryName("onnxruntime"))) > 1_000_000);
        byte[] whole = Files.readAllBytes(library);
        FileTime past = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(library, past);
        OrtNatives.unpack(cache);
        assertEquals(past, Files.getLastModifiedTime(library));
        Files.write(library, new byte[] {1});
        OrtNatives.unpack(cache);
        assertArrayEquals(whole, Files.readAllBytes(library));
    }

    @Test
    void theRuntimeUnpacksItsLibrariesIfTheCacheCannotBeWritten() throws IOException {
        Path file = Files.writeString(cache.resolve("file"), "x");
        assertEquals(Optional.empty(), OrtNatives.unpack(file));
    }

    @Test
    void emptyFoldersOfKilledProcessesAreDeletedOnceNoProcessCanBeStartingInThem() throws IOException {
        Instant start = Instant.ofEpochSecond(1_000_000);
        Path abandoned = folder("onnxruntime-java1", start.minusSeconds(61));
        Path starting = folder("onnxruntime-java2", start.minusSeconds(59));
        Path other = folder("other", start.minusSeconds(61));
        Path unpacked = Files.createDirectory(cache.resolve("onnxruntime-java3"));
        Files.writeString(unpacked.resolve("library"), "x");
        Files.setLastModifiedTime(unpacked, FileTime.from(start.minusSeconds(61)));
        OrtNatives.deleteAbandonedFolders(cache, start);
        assertFalse(Files.exists(abandoned));
        for (Path kept : List.of(starting, other, unpacked)) {
            assertTrue(Files.exists(kept), kept.toString());
        }
    }

    private Path folder(String name, Instant modified) throws IOException {
        return Files.setLastModifiedTime(Files.createDirectory(cache.resolve(name)), FileTime.from(modified));
    }
}

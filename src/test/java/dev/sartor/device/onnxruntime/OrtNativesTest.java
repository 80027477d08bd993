package dev.sartor.device.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
}

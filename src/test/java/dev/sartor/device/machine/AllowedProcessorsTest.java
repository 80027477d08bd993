package dev.sartor.device.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowedProcessorsTest {
    @TempDir
    private Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void allowed(String list) throws IOException {
        file("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t" + list + "\n");
    }

    @Test
    void oneProcessorOfEveryCoreComesBeforeTheSecondOfAny() throws IOException {
        allowed("0-3,6");
        for (int p = 0; p < 4; p++) {
            file(
                    "sys/devices/system/cpu/cpu" + p + "/topology/thread_siblings_list",
                    p / 2 * 2 + "-" + (p / 2 * 2 + 1) + "\n");
        }
        assertEquals(List.of(0, 2, 6, 1, 3), AllowedProcessors.read(root).processors());
        assertEquals(List.of(2, 6), AllowedProcessors.read(root).forFurtherThreads(3));
    }

    @Test
    void asManyThreadsAsProcessorsHaveOneEachAndMoreHaveNone() throws IOException {
        allowed("4-5");
        assertEquals(List.of(5), AllowedProcessors.read(root).forFurtherThreads(2));
        assertEquals(List.of(), AllowedProcessors.read(root).forFurtherThreads(3));
        assertEquals(List.of(), AllowedProcessors.read(root).forFurtherThreads(1));
    }

    @Test
    void whereTheSystemDoesNotSayThereAreNone() throws IOException {
        assertEquals(List.of(), AllowedProcessors.read(root).forFurtherThreads(2));
        allowed("all of them");
        assertEquals(List.of(), AllowedProcessors.read(root).processors());
    }
}

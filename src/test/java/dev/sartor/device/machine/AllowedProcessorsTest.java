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

    private void writeFile(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void writeAllowedList(String list) throws IOException {
        writeFile("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t" + list + "\n");
    }

    @Test
    void theFirstProcessorOfEveryCoreComesBeforeTheSecond() throws IOException {
        writeAllowedList("0-3,6");
        // processors 0 and 1 share a core, as do 2 and 3
        for (int p = 0; p < 4; p++) {
            writeFile(
                    "sys/devices/system/cpu/cpu" + p + "/topology/thread_siblings_list",
                    p / 2 * 2 + "-" + (p / 2 * 2 + 1) + "\n");
        }
        assertEquals(List.of(0, 2, 6, 1, 3), AllowedProcessors.read(root).processors());
        assertEquals(List.of(2, 6), AllowedProcessors.read(root).forAdditionalThreads(3));
    }

    @Test
    void threadsGetProcessorsOnlyIfThereAreEnough() throws IOException {
        writeAllowedList("4-5");
        assertEquals(List.of(5), AllowedProcessors.read(root).forAdditionalThreads(2));
        assertEquals(List.of(), AllowedProcessors.read(root).forAdditionalThreads(3));
        assertEquals(List.of(), AllowedProcessors.read(root).forAdditionalThreads(1));
    }

    @Test
    void unreportedProcessorsAreAnEmptyList() throws IOException {
        assertEquals(List.of(), AllowedProcessors.read(root).forAdditionalThreads(2));
        writeAllowedList("all of them");
        assertEquals(List.of(), AllowedProcessors.read(root).processors());
    }
}

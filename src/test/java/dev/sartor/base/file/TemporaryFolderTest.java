package dev.sartor.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir
    private Path parent;

    @Test
    void aFolderIsDeletedWithItsContentWhenClosed() throws IOException {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.create("test")) {
            path = folder.path();
            assertTrue(path.isAbsolute());
            Files.writeString(Files.createDirectory(path.resolve("sub")).resolve("file"), "x");
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void foldersOfKilledProcessesAreDeletedAndOthersStay() throws IOException {
        // names are sartor-PURPOSE-HOST-PROCESS-START-NUMBER, and the host is 8 digits
        String abandoned = "sartor-models-" + AbandonedFiles.endedProcessStamp() + "-17";
        String inUse = "sartor-models-" + ProcessStamp.own() + "-18";
        String otherMachine = abandoned.replaceFirst("models-[0-9a-f]{8}", "models-00000000");
        for (String name : List.of(abandoned, inUse, otherMachine, "sartor-mine")) {
            Files.writeString(Files.createDirectory(parent.resolve(name)).resolve("file"), "x");
        }
        Path target = Files.createDirectory(parent.resolve("target"));
        String link = "sartor-link-" + AbandonedFiles.endedProcessStamp() + "-19";
        Files.createSymbolicLink(parent.resolve(link), target);
        TemporaryFolder.sweep(parent);
        try (Stream<Path> left = Files.list(parent)) {
            assertEquals(
                    Stream.of(inUse, otherMachine, "sartor-mine", "target", link)
                            .sorted()
                            .toList(),
                    left.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }
}

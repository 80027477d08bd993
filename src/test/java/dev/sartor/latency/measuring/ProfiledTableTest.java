package dev.sartor.latency.measuring;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.measuring.result.MeasurementLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that profiles first, such as the demo, reuses the table of an earlier call if it is complete. */
class ProfiledTableTest {
    @TempDir
    private Path folder;

    @Test
    void aTableIsCompleteWhenItsLogIsGone() throws IOException {
        Path csv = folder.resolve("mine.csv");
        assertFalse(Profiler.isProfiled(csv));
        Path log = Files.createFile(MeasurementLog.pathFor(csv, "measurements"));
        assertFalse(Profiler.isProfiled(csv));
        Files.createFile(csv);
        assertFalse(Profiler.isProfiled(csv), "the process was killed before it deleted the log");
        Files.delete(log);
        assertTrue(Profiler.isProfiled(csv));
    }
}

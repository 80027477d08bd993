package dev.sartor.base.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Temporary files as killed processes leave them. */
public final class AbandonedFiles {
    private AbandonedFiles() {}

    /** A half-written file that was to replace {@code file}. */
    public static Path beside(Path file) throws IOException {
        return Files.writeString(file.resolveSibling(TemporaryFiles.name(file, endedProcess())), "cut");
    }

    /** The stamp of a process that has ended. */
    static String endedProcess() throws IOException {
        Process process = new ProcessBuilder("sleep", "100").start();
        String stamp = ProcessStamp.of(process.toHandle());
        process.destroyForcibly();
        process.onExit().join();
        return stamp;
    }
}

package dev.sartor.base.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes temporary files as killed processes leave them. */
public final class AbandonedFiles {
    private AbandonedFiles() {}

    /** Writes the half-written temporary file that a killed process leaves when it replaces {@code file}. */
    public static Path writeHalf(Path file) throws IOException {
        return Files.writeString(file.resolveSibling(TemporaryFiles.name(file, endedProcessStamp())), "cut");
    }

    /** The stamp of a process that has ended. */
    static String endedProcessStamp() throws IOException {
        Process process = new ProcessBuilder("sleep", "100").start();
        String stamp = ProcessStamp.of(process.toHandle());
        process.destroyForcibly();
        process.onExit().join();
        return stamp;
    }
}

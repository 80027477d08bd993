package dev.sartor.device.onnxruntime;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The folders that ONNX Runtime makes among the temporary files: one in each process, also if it unpacks nothing into it. The runtime
 * deletes it when the process ends, so that a killed process would leave it.
 *
 * @param temporary the folder for temporary files
 */
record OrtTemporaryFolders(Path temporary) {
    private static final String PATTERN = "onnxruntime-java*";
    /** The runtime takes less time than this to start. */
    private static final Duration MAX_START_TIME = Duration.ofMinutes(1);

    /** Those of this system. */
    static OrtTemporaryFolders ofSystem() {
        return new OrtTemporaryFolders(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Starts the runtime, and deletes the folder that it made if it is empty. If other processes made folders meanwhile, all are kept:
     * such a process may be about to unpack libraries.
     */
    <T> T start(Supplier<T> runtime) {
        Set<Path> before = all();
        T started = runtime.get();
        Set<Path> added = all();
        added.removeAll(before);
        if (added.size() == 1) {
            added.forEach(OrtTemporaryFolders::deleteIfEmpty);
        }
        return started;
    }

    /**
     * Deletes the empty folders that killed processes left.
     *
     * @param start start of this process; a folder made less than {@link #MAX_START_TIME} before may belong to a process that is
     *              starting
     */
    void deleteAbandoned(Instant start) {
        for (Path folder : all()) {
            try {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(start.minus(MAX_START_TIME))) {
                    deleteIfEmpty(folder);
                }
            } catch (IOException e) {
                // another process deleted it
            }
        }
    }

    private Set<Path> all() {
        Set<Path> all = new HashSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PATTERN)) {
            folders.forEach(all::add);
        } catch (IOException | DirectoryIteratorException e) {
            // the folders stay; nothing depends on them
        }
        return all;
    }

    private static void deleteIfEmpty(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            // it has files, or belongs to another user
        }
    }
}

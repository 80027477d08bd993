package dev.sartor.device.onnxruntime;

import dev.sartor.base.file.ProcessMarker;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folders that ONNX Runtime makes among the temporary files: one in each process, also if it unpacks nothing into it. The runtime
 * deletes it when the process ends, so that a killed process would leave it.
 *
 * @param temporary the folder for temporary files
 */
record OrtTemporaryFolders(Path temporary) {
    private static final String PATTERN = "onnxruntime-java*";
    /** In the name of the marker of a process whose runtime is starting. */
    private static final String PURPOSE = "runtime";
    /** Of a marker; the names of the folders that exist already follow. */
    private static final String FIRST_LINE = "folders before the start:";

    /** The runtime takes less time than this to start. */
    private static final Duration MAX_START_TIME = Duration.ofMinutes(1);

    /** Those of this system. */
    static OrtTemporaryFolders ofSystem() {
        return new OrtTemporaryFolders(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Starts the runtime, and deletes the folder that it made if it is empty. If other processes made folders meanwhile, all are kept:
     * such a process may be about to unpack libraries. A process that is killed meanwhile leaves a marker, by which the next one
     * recognises the folder.
     */
    <T> T start(Supplier<T> runtime) {
        deleteOfKilledStart();
        Set<Path> before = all();
        Optional<ProcessMarker> marker = mark(before);
        T started = runtime.get();
        deleteAddedTo(before);
        marker.ifPresent(ProcessMarker::delete);
        return started;
    }

    private Optional<ProcessMarker> mark(Set<Path> before) {
        Stream<String> names = before.stream().map(f -> f.getFileName().toString());
        try {
            return Optional.of(ProcessMarker.create(
                    temporary,
                    PURPOSE,
                    Stream.concat(Stream.of(FIRST_LINE), names).toList()));
        } catch (IOException e) {
            // there is none, and the folder of a killed process stays for a minute
            return Optional.empty();
        }
    }

    /** Deletes the empty folder of a process that was killed while its runtime started, unless another process is starting. */
    private void deleteOfKilledStart() {
        List<ProcessMarker> markers = ProcessMarker.all(temporary, PURPOSE);
        if (markers.stream().allMatch(ProcessMarker::ended)) {
            markers.forEach(marker -> {
                if (!marker.lines().isEmpty()) {
                    deleteAddedTo(marker.lines().stream()
                            .skip(1)
                            .map(temporary::resolve)
                            .collect(Collectors.toSet()));
                }
                marker.delete();
            });
        }
    }

    /** Deletes the folder that was added since, if it is a single one and empty. */
    private void deleteAddedTo(Set<Path> before) {
        Set<Path> added = all();
        added.removeAll(before);
        if (added.size() == 1) {
            added.forEach(OrtTemporaryFolders::deleteIfEmpty);
        }
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

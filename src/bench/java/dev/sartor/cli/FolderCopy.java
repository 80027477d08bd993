package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A copy, in memory, of the files of a folder, to restore them after a command that may have changed any of them. */
final class FolderCopy {
    private final Path folder;
    private final Set<Path> folders = new HashSet<>();
    private final Map<Path, byte[]> files = new HashMap<>();

    private FolderCopy(Path folder) {
        this.folder = folder;
    }

    /** Copies the present files of a folder. */
    static FolderCopy of(Path folder) throws IOException {
        var copy = new FolderCopy(folder);
        for (Path file : copy.content()) {
            if (Files.isDirectory(file)) {
                copy.folders.add(file);
            } else {
                copy.files.put(file, Files.readAllBytes(file));
            }
        }
        return copy;
    }

    /** The files and folders in the folder, those inside a folder before the folder itself. */
    private List<Path> content() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** Deletes what is new, and writes what was changed or deleted. */
    void restore() throws IOException {
        for (Path file : content()) {
            boolean isFolder = Files.isDirectory(file);
            if (isFolder ? !folders.contains(file) : !files.containsKey(file)) {
                Files.delete(file);
            }
        }
        for (Path subfolder : folders) {
            Files.createDirectories(subfolder);
        }
        for (var file : files.entrySet()) {
            if (!Files.exists(file.getKey()) || !Arrays.equals(Files.readAllBytes(file.getKey()), file.getValue())) {
                Files.write(file.getKey(), file.getValue());
            }
        }
    }
}

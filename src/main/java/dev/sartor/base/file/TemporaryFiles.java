package dev.sartor.base.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporary files beside the files that they will replace: {@code .NAME.HOST-PROCESS-START-NUMBER.tmp}. Those of processes of this
 * machine that were killed are deleted when another process writes to the folder.
 */
final class TemporaryFiles {
    private static final Pattern NAME =
            Pattern.compile("\\..+\\.(" + ProcessStamp.PATTERN + ")-\\d+\\.tmp", Pattern.DOTALL);
    private static final AtomicLong COUNTER = new AtomicLong();
    /** The folders from which this process has deleted abandoned files. */
    private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

    private TemporaryFiles() {}

    /** A new path beside a file; files of killed processes in the folder are deleted before. */
    static Path beside(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (SWEPT.add(folder)) {
            sweep(folder);
        }
        return file.resolveSibling(name(file, ProcessStamp.own()));
    }

    /** A name of a temporary file that no other has; {@code stamp} is the {@link ProcessStamp} of its process. */
    static String name(Path file, String stamp) {
        return "." + file.getFileName() + "." + stamp + "-" + COUNTER.incrementAndGet() + ".tmp";
    }

    /** Deletes the temporary files of this machine's processes that no longer run. */
    static void sweep(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && ProcessStamp.hasEnded(name.group(1))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // the folder is missing or read-only: writing the file reports it
        }
    }
}

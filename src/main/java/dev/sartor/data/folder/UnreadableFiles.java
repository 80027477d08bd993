package dev.sartor.data.folder;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Collects the files of a data folder that cannot be read as images, to report all of them in one error. Thread-safe. */
public final class UnreadableFiles {
    /** Maximum number of files that the error names. */
    private static final int MAX_NAMED = 3;

    private final Path folder;
    private final Map<Path, UserError> errors = new TreeMap<>();

    /** @param folder the data folder */
    public UnreadableFiles(Path folder) {
        this.folder = folder;
    }

    /** Adds a file. Its error message is the file name followed by {@code what}. */
    public void add(Path file, String what, String fix) {
        add(file, ReadErrors.malformed(file, what, fix));
    }

    /** Adds a file with its error. */
    public synchronized void add(Path file, UserError error) {
        errors.put(file, error);
    }

    /** The number of files. */
    public synchronized int count() {
        return errors.size();
    }

    /** @throws UserError if there are such files */
    public synchronized void throwIfAny() {
        if (errors.size() == 1) {
            throw errors.values().iterator().next();
        }
        if (errors.size() > 1) {
            String first = errors.entrySet().stream()
                    .limit(MAX_NAMED)
                    .map(e -> folder.relativize(e.getKey()) + " " + reason(e.getKey(), e.getValue()))
                    .collect(Collectors.joining("; "));
            throw new UserError(
                    errors.size() + " files cannot be read as images: " + first
                            + (errors.size() > MAX_NAMED ? "; and " + (errors.size() - MAX_NAMED) + " more" : ""),
                    folder.toString(),
                    "replace these files, or move them out of the data folder");
        }
    }

    /** The message without the file name at its start. */
    private static String reason(Path file, UserError error) {
        String start = "'" + file.getFileName() + "' ";
        String message = error.getMessage();
        return message.startsWith(start) ? message.substring(start.length()) : message;
    }
}

package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Creates {@link UserError}s for files that cannot be written, with the reason and a fix. */
public final class WriteErrors {
    private WriteErrors() {}

    /** The error for a file that cannot be written. */
    public static UserError of(Path file, IOException cause) {
        return new UserError(
                "cannot write '" + FileNames.last(file) + "': " + reason(cause),
                file.toString(),
                fix(file, reason(cause)),
                UserError.ExitCode.FAILED,
                cause);
    }

    /** The reason in words. */
    static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException e -> "its folder does not exist";
            case AccessDeniedException e -> "permission denied";
            case FileAlreadyExistsException e -> "a file has this name";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case IOException e when e.getMessage() != null -> e.getMessage();
            case IOException e -> e.getClass().getSimpleName();
        };
    }

    private static String fix(Path file, String reason) {
        Path absolute = file.toAbsolutePath();
        if (absolute.getParent() == null) {
            return "choose a file";
        }
        Path folder = absolute.getParent();
        if (!Files.isDirectory(folder)) {
            return "create the folder " + folder + ", or choose another";
        }
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space") || lower.contains("quota") || lower.contains("not enough space")) {
            return "free space on the disk of " + folder + ", or choose a folder on another disk";
        }
        if (lower.contains("read-only") || lower.contains("denied")) {
            return "make " + folder + " writable, or choose another folder";
        }
        return "check " + folder + ", or choose another name or folder";
    }
}

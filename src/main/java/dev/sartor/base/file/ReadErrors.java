package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a file could not be read, or is not what it should be. */
public final class ReadErrors {
    private ReadErrors() {}

    public static UserError of(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new UserError(
                    "there is no file '" + file.getFileName() + "'",
                    file.toString(),
                    "check the path",
                    UserError.ExitCode.USAGE,
                    cause);
        }
        String reason = switch (cause) {
            case AccessDeniedException e -> "permission denied";
            case IOException e when e.getMessage() != null -> e.getMessage();
            case IOException e -> e.getClass().getSimpleName();
        };
        return new UserError(
                "cannot read '" + file.getFileName() + "': " + reason,
                file.toString(),
                "check that the file is whole and may be read",
                UserError.ExitCode.USAGE,
                cause);
    }

    /** The file can be read, but its content is wrong. */
    public static UserError bad(Path file, String what, String fix) {
        return new UserError("'" + file.getFileName() + "' " + what, file.toString(), fix);
    }
}

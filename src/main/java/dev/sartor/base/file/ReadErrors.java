package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Creates {@link UserError}s for files that cannot be read or whose content is wrong. */
public final class ReadErrors {
    private ReadErrors() {}

    /** The error for a file that cannot be read. */
    public static UserError of(Path file, IOException cause) {
        return of(
                file,
                cause,
                switch (cause) {
                    case NoSuchFileException _ -> "check the path";
                    case CharacterCodingException _ -> "give a text file in UTF-8";
                    case IOException _ -> "check that the file is complete and that you may read it";
                });
    }

    /** The error for a file that cannot be read, with the third line of the message. */
    public static UserError of(Path file, IOException cause, String fix) {
        String name = "'" + FileNames.last(file) + "'";
        String what = switch (cause) {
            case NoSuchFileException _ -> "there is no file " + name;
            case CharacterCodingException _ -> name + " is not a text file";
            case AccessDeniedException _ -> "cannot read " + name + ": permission denied";
            case IOException e when e.getMessage() != null -> "cannot read " + name + ": " + e.getMessage();
            case IOException e -> "cannot read " + name + ": " + e.getClass().getSimpleName();
        };
        return new UserError(what, file.toString(), fix, UserError.ExitCode.USAGE, cause);
    }

    /** The error for a file whose content is wrong; the message is the file's name followed by {@code what}. */
    public static UserError malformed(Path file, String what, String fix) {
        return new UserError("'" + FileNames.last(file) + "' " + what, file.toString(), fix);
    }
}

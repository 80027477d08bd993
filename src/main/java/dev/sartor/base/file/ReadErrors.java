package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The {@link UserError}s of files that cannot be read, or that have the wrong content. */
public final class ReadErrors {
    private ReadErrors() {}

    /** The file cannot be read. */
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

    /** The file cannot be read; {@code fix} says what helps in this case. */
    public static UserError of(Path file, IOException cause, String fix) {
        String name = "'" + file.getFileName() + "'";
        String what = switch (cause) {
            case NoSuchFileException _ -> "there is no file " + name;
            case CharacterCodingException _ -> name + " is not a text file";
            case AccessDeniedException _ -> "cannot read " + name + ": permission denied";
            case IOException e when e.getMessage() != null -> "cannot read " + name + ": " + e.getMessage();
            case IOException e -> "cannot read " + name + ": " + e.getClass().getSimpleName();
        };
        return new UserError(what, file.toString(), fix, UserError.ExitCode.USAGE, cause);
    }

    /** The file can be read, but its content is wrong; {@code what} continues after the file's name. */
    public static UserError malformed(Path file, String what, String fix) {
        return new UserError("'" + file.getFileName() + "' " + what, file.toString(), fix);
    }
}

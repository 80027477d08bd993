package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates folders. */
public final class Folders {
    private Folders() {}

    /**
     * Creates a folder and its parents, unless it exists.
     *
     * @throws UserError if it cannot be created
     */
    public static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(
                    "the folder cannot be created: " + WriteErrors.reason(e),
                    folder.toString(),
                    "choose another folder",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }
}

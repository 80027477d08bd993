package dev.sartor.base.process;

import dev.sartor.base.file.UserFolders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The commands that this user has typed or agreed to, each with the file that contains it, so that a run that the user started is
 * continued without a question. They are stored in a folder in the user's home, as empty files named by
 * {@link FileCommands#fingerprint}.
 */
public final class TrustedCommands {
    private static final System.Logger LOG = System.getLogger(TrustedCommands.class.getName());

    private final Path folder;

    public TrustedCommands(Path folder) {
        this.folder = folder;
    }

    /** The trusted commands of the current user. */
    public static TrustedCommands ofUser() {
        return new TrustedCommands(UserFolders.config().resolve("trusted-commands"));
    }

    /** Whether the user has typed or agreed to these commands for this file. */
    public boolean contains(FileCommands commands) {
        return Files.isRegularFile(folder.resolve(commands.fingerprint()));
    }

    /** Stores commands; if the folder cannot be written, the user will be asked again. */
    public void add(FileCommands commands) {
        if (commands.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Files.createFile(folder.resolve(commands.fingerprint()));
        } catch (FileAlreadyExistsException e) {
            // stored before
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "consent is not stored in " + folder, e);
        }
    }
}

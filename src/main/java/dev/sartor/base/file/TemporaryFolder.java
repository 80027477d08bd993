package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A temporary folder that exists until it is closed, among the temporary files of the system and readable for this user alone. A
 * folder that a killed process left is deleted when another process of this user creates one.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final Pattern NAME =
            Pattern.compile("sartor-[a-z]+-(" + ProcessStamp.PATTERN + ")-\\d+", Pattern.DOTALL);
    /** Whether this process has deleted abandoned folders. */
    private static final AtomicBoolean SWEPT = new AtomicBoolean();

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /**
     * Creates a folder.
     *
     * @param purpose a word in small letters
     * @throws UserError if the disk is full or the folder for temporary files read-only
     */
    public static TemporaryFolder create(String purpose) {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        if (SWEPT.compareAndSet(false, true)) {
            sweep(parent);
        }
        try {
            return new TemporaryFolder(
                    Files.createTempDirectory(parent, "sartor-" + purpose + "-" + ProcessStamp.own() + "-"));
        } catch (IOException e) {
            throw failed(parent, e);
        }
    }

    /** The error for temporary files that cannot be written. */
    public static UserError failed(Path file, IOException cause) {
        return new UserError(
                "temporary files cannot be written: " + WriteErrors.reason(cause),
                file.toString(),
                "free space there, or choose another folder: SARTOR_JAVA_OPTIONS=-Djava.io.tmpdir=DIR",
                UserError.ExitCode.FAILED,
                cause);
    }

    /** The absolute path of the folder. */
    public Path path() {
        return path;
    }

    /** Deletes this user's folders of this machine's processes that no longer run. */
    static void sweep(Path parent) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "sartor-*")) {
            for (Path folder : folders) {
                Matcher name = NAME.matcher(folder.getFileName().toString());
                if (name.matches() && ProcessStamp.hasEnded(name.group(1)) && isOwn(folder)) {
                    FolderTree.delete(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // the folder is missing: creating one in it reports it
        }
    }

    private static boolean isOwn(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }

    /** Deletes the folder with everything in it; what cannot be deleted now is deleted by a later process. */
    @Override
    public void close() {
        try {
            FolderTree.delete(path);
        } catch (IOException e) {
            System.getLogger(TemporaryFolder.class.getName()).log(System.Logger.Level.DEBUG, "not deleted: " + path, e);
        }
    }
}

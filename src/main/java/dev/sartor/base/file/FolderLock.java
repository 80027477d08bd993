package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Exclusive write access to a folder: an operating-system lock on its file {@code .lock}, which ends with the process. The file
 * itself stays, because deleting it would let two processes hold locks on different files of the same name.
 */
public final class FolderLock implements AutoCloseable {
    /** The name of the file that is locked. */
    public static final String FILE = ".lock";

    private final RandomAccessFile file;

    private FolderLock(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Creates the folder if it is missing, locks it, and deletes temporary files that killed processes left in it.
     *
     * @throws UserError if the folder cannot be written, or is locked by another command
     */
    public static FolderLock acquire(Path folder) {
        Path path = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            var lock = new FolderLock(new RandomAccessFile(path.toFile(), "rw"));
            if (!lock.tryLock()) {
                lock.close();
                throw new UserError(
                        "'" + folder + "' is being written by another command",
                        path.toString(),
                        "wait until that command ends, or choose another folder",
                        UserError.ExitCode.FAILED);
            }
            AtomicFile.deleteAbandoned(folder);
            return lock;
        } catch (IOException e) {
            throw WriteErrors.of(path, e);
        }
    }

    private boolean tryLock() throws IOException {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * An append-only file of lines. Each line is on the disk when {@link #append} returns, so a killed process loses at most the
 * line that it was writing. An incomplete last line is ignored, and only the next append removes it, so that a file that is no log is
 * not changed. The file is locked while it is open, so there is only one writer at a time.
 */
public final class AppendLog implements AutoCloseable {
    private static final long MAX_BYTES = 1L << 30;
    private static final int CHUNK_BYTES = 1 << 13;

    private final Path path;
    private final RandomAccessFile file;
    private final long truncatedBytes;
    /** The length of the complete lines, in bytes. */
    private long length;

    private AppendLog(Path path, RandomAccessFile file) throws IOException {
        this.path = path;
        this.file = file;
        this.length = endOfLastLine(file, file.length());
        this.truncatedBytes = file.length() - length;
    }

    /**
     * Opens the log for appending, creating it when missing. Its folder must exist.
     *
     * @throws UserError if the file cannot be written, or another process has it open
     */
    public static AppendLog open(Path path) {
        try {
            return openLocked(path, new RandomAccessFile(path.toFile(), "rw"));
        } catch (IOException e) {
            throw WriteErrors.of(path, e);
        }
    }

    private static AppendLog openLocked(Path path, RandomAccessFile file) throws IOException {
        try {
            if (!tryLock(file)) {
                throw new UserError(
                        "'" + path.getFileName() + "' is being written by another run",
                        path.toString(),
                        "wait until that run ends, or choose another folder",
                        UserError.ExitCode.FAILED);
            }
            return new AppendLog(path, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static boolean tryLock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * The complete lines of the log. Use this instead of reading the file: on POSIX systems a process loses its lock on a
     * file when it closes any other handle of that file.
     */
    public synchronized List<String> lines() {
        try {
            if (length > MAX_BYTES) {
                throw ReadErrors.malformed(
                        path, "is too large for a log: " + (length >> 20) + " MiB", "move it away, and start again");
            }
            byte[] bytes = new byte[(int) length];
            file.seek(0);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw ReadErrors.of(path, e);
        }
    }

    /** The length in bytes of the incomplete last line that was found when the file was opened; 0 if there was none. */
    public long truncatedBytes() {
        return truncatedBytes;
    }

    /**
     * Appends one line, given without a line end, and forces it to the disk. If that fails, nothing is appended.
     *
     * @throws UserError if the disk is full or has become read-only
     */
    public synchronized void append(String line) {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("A line must not contain a line end: " + line);
        }
        byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
        try {
            if (file.length() > length) {
                file.setLength(length);
            }
            file.seek(length);
            file.write(bytes);
            file.getFD().sync();
            length += bytes.length;
        } catch (IOException e) {
            truncate(e);
            throw WriteErrors.of(path, e);
        }
    }

    /**
     * Removes the last line, for a caller that finds it damaged. Does nothing if there is no line.
     *
     * @throws UserError if the disk has become read-only
     */
    public synchronized void removeLastLine() {
        try {
            if (length > 0) {
                length = endOfLastLine(file, length - 1);
                file.setLength(length);
                file.getFD().sync();
            }
        } catch (IOException e) {
            throw WriteErrors.of(path, e);
        }
    }

    /** Removes what a failed append has written. */
    private void truncate(IOException failure) {
        try {
            file.setLength(length);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw WriteErrors.of(path, e);
        }
    }

    /** The offset after the last line end before {@code limit}; 0 if there is none. */
    private static long endOfLastLine(RandomAccessFile file, long limit) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (long end = limit; end > 0; ) {
            long start = Math.max(0, end - chunk.length);
            int n = (int) (end - start);
            file.seek(start);
            file.readFully(chunk, 0, n);
            for (int i = n - 1; i >= 0; i--) {
                if (chunk[i] == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }
}

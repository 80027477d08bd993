package dev.sartor.distributed;

import dev.sartor.base.HostName;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.file.UserFolders;
import dev.sartor.base.file.WriteErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Files that searches on other machines have sent to this machine, or that a search here prepared to send: data sets and
 * supernets. Their names are the hashes of their contents. The files that were not used for the longest time are deleted when
 * all together exceed a limit. Safe for use by several threads and processes.
 *
 * @param folder   the folder that contains the files
 * @param maxBytes limit of all files together; 0 for half of the space that they could take on their disk
 * @param clock    tells when a file is used
 */
public record TransferredFiles(Path folder, long maxBytes, InstantSource clock) {
    private static final long HALF_OF_DISK = 0;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String FILE_NAME = "[0-9a-f]{64}";
    /** A file lock excludes other processes only, so this lock excludes other threads. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    /** The files in the user's cache folder, or where the user has no writable home, in a folder for temporary files. */
    public static TransferredFiles ofUser() {
        Path cache = UserFolders.largeCache().resolve("received");
        return new TransferredFiles(
                isWritable(cache)
                        ? cache
                        : Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "sartor-" + System.getProperty("user.name"),
                                "received"),
                HALF_OF_DISK,
                InstantSource.system());
    }

    private static boolean isWritable(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            return false;
        }
    }

    /** A transfer that was cut or changed on its way. Another attempt may succeed. */
    public static final class TransferFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TransferFailure(String message) {
            super(message);
        }
    }

    /** Opens the bytes of a file. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /** The file with this content, if it was received; its content is still to be compared with the hash. */
    public Optional<Path> find(String id) {
        Path file = folder.resolve(id);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            // it only looks older than it is
        }
        return Optional.of(file);
    }

    /** Deletes a file whose content is not that of its name. */
    public void delete(String id) {
        try {
            Files.deleteIfExists(folder.resolve(id));
        } catch (IOException e) {
            throw WriteErrors.of(folder.resolve(id), e);
        }
    }

    /**
     * Receives a file, unless it is here already. While one thread or process receives it, others wait.
     *
     * @param source is opened if the file is not here
     * @throws TransferFailure if the bytes are not those that were announced; nothing is stored then
     * @throws UserError       if the file cannot be stored
     */
    public Path receive(FileTransfer transfer, Source source) {
        Path file = folder.resolve(transfer.id());
        return locked(() -> {
            Optional<Path> present = find(transfer.id());
            if (present.isPresent()) {
                return present.get();
            }
            makeSpace(transfer.bytes());
            try (InputStream in = source.open()) {
                AtomicFile.write(file, out -> copy(transfer, in, out));
            }
            return file;
        });
    }

    /** Writes a file that is to be sent, unless it is here already. */
    public Path prepare(String id, long bytes, AtomicFile.Content content) {
        return locked(() -> {
            Optional<Path> present = find(id);
            if (present.isPresent()) {
                return present.get();
            }
            makeSpace(bytes);
            AtomicFile.write(folder.resolve(id), content);
            return folder.resolve(id);
        });
    }

    private interface Task {
        Path run() throws IOException;
    }

    private Path locked(Task task) {
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(folder);
            try (FileChannel lock =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // released when the channel is closed
                lock.lock();
                AtomicFile.deleteAbandoned(folder);
                return task.run();
            }
        } catch (IOException e) {
            throw WriteErrors.of(folder, e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static void copy(FileTransfer transfer, InputStream in, OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = transfer.bytes();
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new TransferFailure("the transfer was cut: " + (transfer.bytes() - left) + " of "
                        + transfer.bytes() + " bytes arrived");
            }
            digest.update(buffer, 0, count);
            out.write(buffer, 0, count);
            left -= count;
        }
        String received = HexFormat.of().formatHex(digest.digest());
        if (!received.equals(transfer.sha256())) {
            throw new TransferFailure("the transfer was changed on its way: the hash of what arrived is " + received
                    + ", not " + transfer.sha256());
        }
    }

    /** Deletes files, the least recently used first, until there is space. */
    private void makeSpace(long bytes) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.getFileName().toString().matches(FILE_NAME))
                    .sorted(Comparator.comparing(TransferredFiles::lastUse))
                    .toList();
        }
        long used = 0;
        for (Path file : files) {
            used += Files.size(file);
        }
        long usable = Files.getFileStore(folder).getUsableSpace();
        long limit = maxBytes > 0 ? maxBytes : (usable + used) / 2;
        for (Path file : files) {
            if (used + bytes <= limit && bytes < usable) {
                break;
            }
            long freed = Files.size(file);
            Files.delete(file);
            used -= freed;
            usable += freed;
        }
        if (used + bytes > limit || bytes >= usable) {
            throw new UserError(
                    "a file of " + (bytes >> 20) + " MiB that a search sends has no space: at most "
                            + (Math.min(limit, usable) >> 20) + " MiB are possible",
                    folder + ", on machine " + HostName.text(),
                    "free space, or set SARTOR_CACHE to a folder on another disk",
                    UserError.ExitCode.FAILED);
        }
    }

    private static FileTime lastUse(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}

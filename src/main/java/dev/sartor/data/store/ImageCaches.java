package dev.sartor.data.store;

import dev.sartor.base.UserError;
import dev.sartor.base.file.FolderTree;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.file.UserFolders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The image caches of a user, each in a folder named by a hash of its data folder and shape. The caches that were not used for
 * the longest time are deleted when all of them together exceed a limit.
 *
 * @param folder   the folder that contains the caches
 * @param maxBytes limit of all caches together; 0 for half of the space that they could take on their disk
 * @param minBytes images are held in memory instead if both their files and their pixels have fewer bytes
 */
public record ImageCaches(Path folder, long maxBytes, long minBytes) {
    /** Version of the format of a cache, part of the names of caches. */
    private static final String VERSION = "2";

    private static final long HALF_OF_DISK = 0;
    private static final long DEFAULT_MIN_BYTES = 64L << 20;
    /** A file in each cache whose time is that of the last use. */
    private static final String USED = "used";
    /** A file lock excludes other processes only, so this lock excludes other threads. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    /** The caches in the folder of {@code SARTOR_CACHE}, or else in the user's cache folder. */
    public static ImageCaches ofUser() {
        return new ImageCaches(UserFolders.largeCache().resolve("decoded-images"), HALF_OF_DISK, DEFAULT_MIN_BYTES);
    }

    /** Whether images are stored on the disk, not in memory: {@code bytes} is the size of all files or of all pixels. */
    public boolean storesOnDisk(long bytes) {
        return bytes >= minBytes;
    }

    /**
     * Uses the cache of a data set while no other process or thread writes to it.
     *
     * @param data       the folder of the data set, or the name of one that is built in
     * @param settings   everything else that the pixels depend on, as text
     * @param imageBytes size of one image
     * @param images     number of images that will be read
     */
    public <T> T use(String data, String settings, int imageBytes, int images, Function<ImageCache, T> task) {
        Path cache = writableFolder().resolve(key(data, settings));
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(cache);
            try (FileChannel lock = FileChannel.open(
                    cache.resolveSibling(cache.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                // released when the channel is closed
                lock.lock();
                Files.write(cache.resolve(USED), List.of(data));
                makeSpace(cache, (long) imageBytes * images);
                return task.apply(ImageCache.open(cache, imageBytes));
            }
        } catch (IOException e) {
            throw new UserError(
                    "the cache of decoded images cannot be used: " + e.getMessage(),
                    cache.toString(),
                    "set SARTOR_CACHE to a folder in which you may write",
                    UserError.ExitCode.FAILED,
                    e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static String key(String data, String settings) {
        return Sha256.of(VERSION + "\n" + settings + "\n" + data).substring(0, 24);
    }

    /** The folder of the caches; where the user has no writable home, a folder for temporary files. */
    private Path writableFolder() {
        try {
            Files.createDirectories(folder);
            if (Files.isWritable(folder)) {
                return folder;
            }
        } catch (IOException e) {
            // the other folder is tried
        }
        return Path.of(
                System.getProperty("java.io.tmpdir"), "sartor-" + System.getProperty("user.name"), "decoded-images");
    }

    /**
     * Deletes other caches, the least recently used first, until this one has space.
     *
     * @param bytes the size that this cache will have
     * @throws UserError if that is not enough
     */
    private void makeSpace(Path current, long bytes) throws IOException {
        List<Path> others = new ArrayList<>();
        try (Stream<Path> folders = Files.list(current.getParent())) {
            folders.filter(f -> isCache(f) && !f.equals(current)).forEach(others::add);
        }
        others.sort(Comparator.comparing(ImageCaches::lastUse));
        long present = size(current);
        long used = present;
        for (Path other : others) {
            used += size(other);
        }
        long usable = Files.getFileStore(current).getUsableSpace();
        long limit = maxBytes > 0 ? maxBytes : (usable + used) / 2;
        long needed = Math.max(0, bytes - present);
        for (Path other : others) {
            if (used + needed <= limit && needed < usable) {
                break;
            }
            long freed = size(other);
            FolderTree.delete(other);
            used -= freed;
            usable += freed;
        }
        if (needed > usable) {
            throw new UserError(
                    "the decoded images need " + (needed >> 20) + " MiB on the disk; " + (usable >> 20)
                            + " MiB are free",
                    current.toString(),
                    "free space, set SARTOR_CACHE to a folder on another disk, or choose a lower resolution",
                    UserError.ExitCode.FAILED);
        }
    }

    /** Whether a folder is a cache. Nothing but caches is ever deleted, whatever folder the user chose. */
    private static boolean isCache(Path folder) {
        return folder.getFileName().toString().matches("[0-9a-f]{24}") && Files.isRegularFile(folder.resolve(USED));
    }

    private static FileTime lastUse(Path cache) {
        try {
            return Files.getLastModifiedTime(cache.resolve(USED));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path cache) throws IOException {
        long[] bytes = new long[1];
        Files.walkFileTree(cache, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }
}

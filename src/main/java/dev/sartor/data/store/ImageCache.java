package dev.sartor.data.store;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AppendLog;
import dev.sartor.base.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decoded images of one data folder, in one shape, on the disk: a file of pixels and a log of the image files that they were
 * decoded from. A file that is unchanged since then is not decoded again, so an interrupted decoding resumes, and a second opening
 * only compares sizes and times. Pixels are on the disk before the log names them.
 */
public final class ImageCache {
    private static final String PIXELS = "pixels";
    private static final String LOG = "images.log";
    /** Folder of results that were computed over the pixels, such as the hash of a split of the data set. */
    private static final String RESULTS = "splits";
    /**
     * Files modified later than this before their decoding are not logged: they may have changed again within the resolution of the
     * file system's clock.
     */
    private static final long MIN_AGE_NANOS = 2_000_000_000L;

    private final Path folder;
    private final PixelFile pixels;
    private final Map<String, CachedImage> images = new HashMap<>();
    /** The index of the next new image. */
    private int end;

    private ImageCache(Path folder, int imageBytes) throws IOException {
        this.folder = folder;
        Optional<List<CachedImage>> logged = readLog();
        if (logged.isEmpty()) {
            clear();
        }
        for (CachedImage image : logged.orElse(List.of())) {
            images.put(image.file().path(), image);
            end = Math.max(end, image.index() + 1);
        }
        pixels = new PixelFile(folder.resolve(PIXELS), imageBytes);
        if (Files.size(folder.resolve(PIXELS)) < (long) end * imageBytes) {
            images.clear();
            end = 0;
            clear();
        }
    }

    /**
     * Opens the cache in a folder, which must exist; another process must not have it open for writing.
     *
     * @param imageBytes size of one image
     */
    static ImageCache open(Path folder, int imageBytes) {
        try {
            return new ImageCache(folder, imageBytes);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** The entries of the log; empty if it is damaged. */
    private Optional<List<CachedImage>> readLog() {
        try (AppendLog log = AppendLog.open(folder.resolve(LOG))) {
            // on all cores, because caches of many images have long logs
            return Optional.of(log.lines().parallelStream()
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .map(CachedImage::parse)
                    .toList());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void clear() throws IOException {
        Files.deleteIfExists(folder.resolve(LOG));
        try (Stream<Path> results =
                Files.isDirectory(folder.resolve(RESULTS)) ? Files.list(folder.resolve(RESULTS)) : Stream.empty()) {
            for (Path result : results.toList()) {
                Files.delete(result);
            }
        }
    }

    /** The decoded image of a file, if exactly this version was decoded. */
    public Optional<CachedImage> find(FileVersion file) {
        return Optional.ofNullable(images.get(file.path()))
                .filter(image -> image.file().equals(file));
    }

    /** The pixels of all entries, by their index. */
    public PixelFile pixels() {
        return pixels;
    }

    /** Reserves indices for {@code count} new images and returns the first, for {@link #write}. */
    public int reserve(int count) {
        int first = end;
        end += count;
        return first;
    }

    /** Writes the pixels of a reserved index. Can be called by several threads at once. */
    public void write(int index, byte[] decoded) {
        try {
            pixels.write(index, decoded);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** Adds entries whose pixels were written. They are on the disk when this returns. */
    public void add(List<CachedImage> decoded) {
        if (decoded.isEmpty()) {
            return;
        }
        long now;
        try {
            pixels.force();
            // the clock of the file system, with which the times of image files are compared
            now = Files.getLastModifiedTime(folder.resolve(PIXELS)).to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            throw failed(folder, e);
        }
        List<CachedImage> certain = new ArrayList<>();
        for (CachedImage image : decoded) {
            images.put(image.file().path(), image);
            if (now - image.file().modifiedNanos() >= MIN_AGE_NANOS) {
                certain.add(image);
            }
        }
        if (!certain.isEmpty()) {
            try (AppendLog log = AppendLog.open(folder.resolve(LOG))) {
                log.append(certain.stream().map(CachedImage::text).collect(Collectors.joining(" ")));
            }
        }
    }

    /** The stored result of a computation over these pixels; see {@link #storeResult}. */
    public static Optional<List<String>> result(PixelFile pixels, String key) {
        Path file = pixels.folder().resolve(RESULTS).resolve(key);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Stores the lines of a result, so that it need not be computed again. Does nothing if the cache was deleted meanwhile. */
    public static void storeResult(PixelFile pixels, String key, List<String> lines) {
        try {
            if (Files.isDirectory(pixels.folder())) {
                Files.createDirectories(pixels.folder().resolve(RESULTS));
                AtomicFile.writeString(pixels.folder().resolve(RESULTS).resolve(key), String.join("\n", lines) + "\n");
            }
        } catch (IOException | UserError e) {
            System.getLogger(ImageCache.class.getName())
                    .log(System.Logger.Level.DEBUG, "result not stored: " + e.getMessage());
        }
    }

    private static UserError failed(Path folder, IOException cause) {
        return new UserError(
                "decoded images cannot be stored: " + cause.getMessage(),
                folder.toString(),
                "free space on this disk, or set SARTOR_CACHE to a folder on another disk",
                UserError.ExitCode.FAILED,
                cause);
    }
}

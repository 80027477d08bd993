package dev.sartor.device.remote;

import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.file.WriteErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of the models that an agent has received, named by their SHA-256, so that none is sent twice. The least recently used
 * are deleted when they exceed a total size.
 */
public final class ModelCache {
    private static final String ENDING = ".onnx";

    private final Path folder;
    private final long maxBytes;
    private final InstantSource clock;

    public ModelCache(Path folder, long maxBytes, InstantSource clock) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** A model, if it is cached and undamaged. */
    Optional<byte[]> find(String sha256) {
        Path file = file(sha256);
        try {
            byte[] model = Files.readAllBytes(file);
            if (!Sha256.of(model).equals(sha256)) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return Optional.of(model);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Stores a model. */
    void put(String sha256, byte[] model) {
        if (!Sha256.of(model).equals(sha256)) {
            throw new IllegalArgumentException("the model does not have the SHA-256 " + sha256);
        }
        try {
            Files.createDirectories(folder);
            AtomicFile.write(file(sha256), out -> out.write(model));
            Files.setLastModifiedTime(file(sha256), FileTime.from(clock.instant()));
            evict(sha256);
        } catch (IOException e) {
            throw WriteErrors.of(folder, e);
        }
    }

    /** A cached file with its time, which is read once: agents of other boards may change it while files are sorted. */
    private record CachedFile(Path path, long lastModified) {
        CachedFile(Path path) {
            this(path, path.toFile().lastModified());
        }
    }

    private void evict(String kept) throws IOException {
        List<CachedFile> newestFirst;
        try (Stream<Path> files = Files.list(folder)) {
            newestFirst = files.filter(f -> f.toString().endsWith(ENDING))
                    .map(CachedFile::new)
                    .sorted(Comparator.comparingLong(CachedFile::lastModified).reversed())
                    .toList();
        }
        long bytes = 0;
        for (CachedFile file : newestFirst) {
            bytes += file.path().toFile().length();
            if (bytes > maxBytes && !file.path().equals(file(kept))) {
                Files.deleteIfExists(file.path());
            }
        }
    }

    private Path file(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256");
        }
        return folder.resolve(sha256 + ENDING);
    }
}

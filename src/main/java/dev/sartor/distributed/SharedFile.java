package dev.sartor.distributed;

import dev.sartor.base.file.ReadErrors;
import dev.sartor.base.file.Sha256;
import dev.sartor.data.Dataset;
import dev.sartor.data.PackedDataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Supplier;

/** A file of the search that a worker may lack. It is written when the first worker lacks it. Thread-safe. */
public final class SharedFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String id;
    private final Supplier<Path> source;
    private Path path;
    private FileTransfer transfer;

    private SharedFile(String id, Supplier<Path> source) {
        this.id = id;
        this.source = source;
    }

    /** The images of a search, in one file of the user's cache. */
    static SharedFile of(Dataset dataset, TransferredFiles files) {
        long images = (long) dataset.train().count()
                + dataset.validation().count()
                + dataset.test().count();
        return new SharedFile(
                dataset.hash(),
                () -> files.prepare(
                        dataset.hash(), images * dataset.shape().size(), out -> PackedDataset.write(dataset, out)));
    }

    /** A file that exists and does not change. */
    static SharedFile of(Path file) {
        return new SharedFile(Sha256.of(file), () -> file);
    }

    /** Identifies the content, see {@link FileTransfer#id}. */
    public String id() {
        return id;
    }

    /** The file. It is written again if it was deleted, as others may delete the files in the user's cache. */
    public synchronized Path path() {
        if (path == null || !Files.exists(path)) {
            path = source.get();
        }
        return path;
    }

    /** What workers are told about the file; it is read once for that. */
    public synchronized FileTransfer transfer() {
        if (transfer == null) {
            MessageDigest digest = Sha256.digest();
            byte[] buffer = new byte[BUFFER_BYTES];
            try (InputStream in = Files.newInputStream(path())) {
                long bytes = 0;
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    digest.update(buffer, 0, count);
                    bytes += count;
                }
                transfer = new FileTransfer(id, bytes, HexFormat.of().formatHex(digest.digest()));
            } catch (IOException e) {
                throw ReadErrors.of(path, e);
            }
        }
        return transfer;
    }
}

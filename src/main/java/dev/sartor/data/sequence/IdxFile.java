package dev.sartor.data.sequence;

import dev.sartor.base.file.ReadErrors;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file of unsigned bytes, read from its start to its end: a magic number, the sizes of its dimensions, then the values, last
 * dimension fastest. The file may be gzipped, whatever its name. See "The MNIST database", yann.lecun.com/exdb/mnist.
 */
public final class IdxFile implements AutoCloseable {
    /** The magic number of files with values of one unsigned byte; the number of dimensions is added to it. */
    private static final int UNSIGNED_BYTES = 0x0800;
    /**
     * Maximum plausible ratio of compression. Images are rarely compressed to less than a tenth; a hundredth is possible for nearly
     * blank ones.
     */
    private static final long MAX_COMPRESSION = 100;

    private static final long MAX_VALUES = 1L << 48;
    /** Files of at most this many values are read whatever their ratio of compression is. */
    private static final long MAX_UNCHECKED_VALUES = 16 << 20;
    /** Bytes of memory for each image besides its pixels: its label, its hash and its position. */
    private static final int BYTES_PER_IMAGE = 32;

    private static final int LABEL_DIMENSIONS = 1;
    private static final int GZIP_HEAD_BYTES = 2;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String DOWNLOAD_AGAIN = "copy or download the file again";

    private final Path file;
    private final DataInputStream in;
    private final int[] sizes;
    /** The number of values of the file, and of those that were read or skipped. */
    private final long values;

    private long done;

    private IdxFile(Path file, DataInputStream in, int dimensions) throws IOException {
        this.file = file;
        this.in = in;
        checkMagic(in.readInt(), dimensions);
        sizes = new int[dimensions];
        long product = 1;
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = in.readInt();
            product = checkedProduct(product, sizes[i]);
        }
        values = product;
        int headerBytes = Integer.BYTES * (1 + dimensions);
        checkFileSize(headerBytes);
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws dev.sartor.base.UserError if it has another format or number of dimensions, or is too short for its header
     */
    public static IdxFile open(Path file, int dimensions) {
        try {
            InputStream raw = Files.newInputStream(file);
            try {
                return new IdxFile(file, new DataInputStream(decompress(raw)), dimensions);
            } catch (IOException | RuntimeException e) {
                raw.close();
                throw e;
            }
        } catch (IOException e) {
            throw readFailure(file, e);
        }
    }

    /** All values of a file with one dimension. */
    public static byte[] labels(Path file) {
        try (IdxFile labels = open(file, LABEL_DIMENSIONS)) {
            byte[] values = labels.next((int) labels.values);
            labels.requireEnd();
            return values;
        }
    }

    private static InputStream decompress(InputStream raw) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, GZIP_HEAD_BYTES);
        byte[] head = in.readNBytes(GZIP_HEAD_BYTES);
        in.unread(head);
        return isGzipped(head) ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }

    private void checkMagic(int magic, int dimensions) {
        int expected = UNSIGNED_BYTES | dimensions;
        if (magic != expected) {
            throw ReadErrors.malformed(
                    file,
                    String.format(
                            "is not an IDX file of %s: it starts with %08x, not %08x",
                            dimensions == LABEL_DIMENSIONS ? "labels" : "images", magic, expected),
                    "put the right file under this name");
        }
    }

    private long checkedProduct(long product, int size) {
        if (size < 1 || product > MAX_VALUES / size) {
            throw ReadErrors.malformed(file, "has a header with an impossible dimension: " + size, DOWNLOAD_AGAIN);
        }
        return product * size;
    }

    /** Compares the announced size with that of the file, before memory is requested. */
    private void checkFileSize(int headerBytes) throws IOException {
        long bytes = Files.size(file);
        boolean zipped;
        try (InputStream start = Files.newInputStream(file)) {
            zipped = isGzipped(start.readNBytes(GZIP_HEAD_BYTES));
        }
        if (!zipped && bytes - headerBytes < values) {
            throw truncated(bytes - headerBytes);
        }
        boolean implausible = values > MAX_UNCHECKED_VALUES && values / MAX_COMPRESSION > bytes;
        if (zipped && implausible) {
            throw ReadErrors.malformed(
                    file,
                    "announces " + (values >> 20) + " MiB in a compressed file of " + (bytes >> 10)
                            + " KiB, which is implausible",
                    DOWNLOAD_AGAIN);
        }
        long available = Runtime.getRuntime().maxMemory() / 2;
        long needed = Math.max(values / sizes[0], (long) BYTES_PER_IMAGE * sizes[0]);
        if (needed > available || values / sizes[0] > Integer.MAX_VALUE - 8) {
            throw ReadErrors.malformed(
                    file,
                    "needs " + (needed >> 20) + " MiB of memory; " + (available >> 20) + " MiB are available",
                    "give Java more memory: SARTOR_JAVA_OPTIONS=-Xmx" + ((needed >> 29) + 2) + "g");
        }
    }

    private static boolean isGzipped(byte[] head) {
        return head.length == GZIP_HEAD_BYTES && head[0] == 0x1f && head[1] == (byte) 0x8b;
    }

    /** Sizes of the dimensions. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** Reads the next {@code count} values. */
    public byte[] next(int count) {
        try {
            byte[] next = in.readNBytes(count);
            done += next.length;
            if (next.length < count) {
                throw truncated(done);
            }
            return next;
        } catch (IOException e) {
            throw readFailure(file, e);
        }
    }

    /** Skips the next {@code count} values. */
    public void skip(long count) {
        try {
            in.skipNBytes(count);
            done += count;
        } catch (IOException e) {
            throw readFailure(file, e);
        }
    }

    /** @throws dev.sartor.base.UserError if there are more values than the header says */
    public void requireEnd() {
        try {
            if (in.read() >= 0) {
                throw ReadErrors.malformed(
                        file, "contains more than the " + values + " values of its header", DOWNLOAD_AGAIN);
            }
        } catch (IOException e) {
            throw readFailure(file, e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    private RuntimeException truncated(long present) {
        return ReadErrors.malformed(
                file, "is truncated: it contains " + present + " of " + values + " values", DOWNLOAD_AGAIN);
    }

    private static RuntimeException readFailure(Path file, IOException e) {
        return e instanceof EOFException || e instanceof ZipException
                ? ReadErrors.malformed(file, "is truncated or damaged" + detail(e), DOWNLOAD_AGAIN)
                : ReadErrors.of(file, e);
    }

    private static String detail(IOException e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }
}

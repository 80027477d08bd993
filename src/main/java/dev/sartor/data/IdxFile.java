package dev.sartor.data;

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
 * The content of an IDX file of unsigned bytes: a magic number, the sizes of its dimensions, then the values, last dimension
 * fastest. The file may be gzipped, whatever its name. See "The MNIST database", yann.lecun.com/exdb/mnist.
 */
record IdxFile(int[] sizes, byte[] values) {
    private static final int UNSIGNED_BYTES = 0x0800;
    /** Compressed data sets of images are hardly smaller than a tenth; blank ones may be. */
    private static final long MAX_COMPRESSION = 100;

    private static final long MAX_UNQUESTIONED = 16 << 20;
    private static final String DOWNLOAD_AGAIN = "copy or download the file again";

    /** Reads a file with the given number of dimensions. */
    static IdxFile read(Path file, int dimensions) {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(decompressed(raw))) {
            checkMagic(file, in.readInt(), dimensions);
            int[] sizes = new int[dimensions];
            long values = 1;
            for (int i = 0; i < dimensions; i++) {
                sizes[i] = in.readInt();
                values = checkedProduct(file, values, sizes[i]);
            }
            checkFileSize(file, values, 4 * (1 + dimensions));
            return new IdxFile(sizes, values(file, in, (int) values));
        } catch (EOFException | ZipException e) {
            throw ReadErrors.malformed(file, "is truncated or damaged" + detail(e), DOWNLOAD_AGAIN);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    private static InputStream decompressed(InputStream raw) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, 2);
        byte[] head = in.readNBytes(2);
        in.unread(head);
        return isZipped(head) ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static void checkMagic(Path file, int magic, int dimensions) {
        int expected = UNSIGNED_BYTES | dimensions;
        if (magic != expected) {
            throw ReadErrors.malformed(
                    file,
                    String.format(
                            "is not an IDX file of %s: it starts with %08x, not %08x",
                            dimensions == 1 ? "labels" : "images", magic, expected),
                    "put the right file under this name");
        }
    }

    private static long checkedProduct(Path file, long values, int size) {
        if (size < 1 || values * size > Integer.MAX_VALUE - 8) {
            throw ReadErrors.malformed(file, "has a header with an impossible dimension: " + size, DOWNLOAD_AGAIN);
        }
        return values * size;
    }

    /** Compares the announced size with that of the file, before memory is requested. */
    private static void checkFileSize(Path file, long values, int headerBytes) throws IOException {
        long bytes = Files.size(file);
        boolean zipped;
        try (InputStream in = Files.newInputStream(file)) {
            zipped = isZipped(in.readNBytes(2));
        }
        if (!zipped && bytes - headerBytes < values) {
            throw ReadErrors.malformed(
                    file,
                    "is truncated: it contains " + (bytes - headerBytes) + " of " + values + " values",
                    DOWNLOAD_AGAIN);
        }
        boolean implausible = values > MAX_UNQUESTIONED && values > MAX_COMPRESSION * bytes;
        if (zipped && implausible) {
            throw ReadErrors.malformed(
                    file,
                    "announces " + (values >> 20) + " MiB in a compressed file of " + (bytes >> 10)
                            + " KiB, which is implausible",
                    DOWNLOAD_AGAIN);
        }
        long available = Runtime.getRuntime().maxMemory() / 2;
        if (values > available) {
            throw ReadErrors.malformed(
                    file,
                    "needs " + (values >> 20) + " MiB of memory; " + (available >> 20) + " MiB are available",
                    "give Java more memory: SARTOR_JAVA_OPTIONS=-Xmx" + ((values >> 29) + 2) + "g");
        }
    }

    private static boolean isZipped(byte[] head) {
        return head.length == 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
    }

    private static byte[] values(Path file, InputStream in, int count) throws IOException {
        byte[] values = in.readNBytes(count);
        if (values.length < count) {
            throw ReadErrors.malformed(
                    file, "is truncated: it contains " + values.length + " of " + count + " values", DOWNLOAD_AGAIN);
        }
        if (in.read() >= 0) {
            throw ReadErrors.malformed(
                    file, "contains more than the " + count + " values of its header", DOWNLOAD_AGAIN);
        }
        return values;
    }

    private static String detail(IOException e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }
}

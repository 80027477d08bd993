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
 * One IDX file of unsigned bytes: a magic number, the sizes of its dimensions, then the values, last dimension fastest. May be
 * gzipped, whatever its name says. See "The MNIST database", yann.lecun.com/exdb/mnist.
 */
record IdxFile(int[] sizes, byte[] values) {
    private static final int UNSIGNED_BYTES = 0x0800;
    private static final String AGAIN = "copy or download the file again";

    /** Reads a file that must have so many dimensions. */
    static IdxFile read(Path file, int dimensions) {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(unzipped(raw))) {
            checkMagic(file, in.readInt(), dimensions);
            int[] sizes = new int[dimensions];
            long values = 1;
            for (int i = 0; i < dimensions; i++) {
                sizes[i] = in.readInt();
                values = product(file, values, sizes[i]);
            }
            return new IdxFile(sizes, values(file, in, (int) values));
        } catch (EOFException | ZipException e) {
            throw ReadErrors.malformed(file, "is cut or damaged" + detail(e), AGAIN);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    private static InputStream unzipped(InputStream raw) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, 2);
        byte[] head = in.readNBytes(2);
        in.unread(head);
        boolean zipped = head.length == 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
        return zipped ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static void checkMagic(Path file, int magic, int dimensions) {
        int expected = UNSIGNED_BYTES | dimensions;
        if (magic != expected) {
            throw ReadErrors.malformed(
                    file,
                    String.format(
                            "is no IDX file of %s: it starts with %08x, not %08x",
                            dimensions == 1 ? "labels" : "images", magic, expected),
                    "put the right file under this name");
        }
    }

    private static long product(Path file, long values, int size) {
        if (size < 1 || values * size > Integer.MAX_VALUE - 8) {
            throw ReadErrors.malformed(file, "announces a dimension of " + size + " values, which cannot be", AGAIN);
        }
        return values * size;
    }

    private static byte[] values(Path file, InputStream in, int count) throws IOException {
        byte[] values = in.readNBytes(count);
        if (values.length < count) {
            throw ReadErrors.malformed(file, "is cut: it holds " + values.length + " of " + count + " values", AGAIN);
        }
        if (in.read() >= 0) {
            throw ReadErrors.malformed(file, "holds more than the " + count + " values it announces", AGAIN);
        }
        return values;
    }

    private static String detail(IOException e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }
}

package dev.sartor.executor;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Reads a {@link TensorFile} as a stream. It allocates no more memory than the file has bytes. */
final class TensorFileReader implements AutoCloseable {
    private static final int CHECKSUM_BYTES = Long.BYTES;
    /** Bytes of the shortest entry of a list: the length of a name and one more number. */
    private static final int MIN_ENTRY_BYTES = 2 * Integer.BYTES;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern KIND = Pattern.compile("[a-z]{1,20}");

    private final Path file;
    private final String kind;
    private final CheckedInputStream checked;
    private final DataInputStream in;
    /** Bytes before the checksum that were not read yet. */
    private long bytesLeft;

    TensorFileReader(Path file, String kind) throws IOException {
        this.file = file;
        this.kind = kind;
        if (Files.isDirectory(file)) {
            throw new NoSuchFileException(file.toString());
        }
        bytesLeft = Files.size(file) - CHECKSUM_BYTES;
        checked =
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), new CRC32C());
        in = new DataInputStream(checked);
    }

    TensorFile read() throws IOException {
        try {
            readHeader();
            Map<String, String> texts = new LinkedHashMap<>();
            for (int count = readCount(); count > 0; count--) {
                requireNew(texts.putIfAbsent(readText(), readText()));
            }
            Map<String, float[]> tensors = new LinkedHashMap<>();
            for (int count = readCount(); count > 0; count--) {
                requireNew(tensors.putIfAbsent(readText(), readTensor()));
            }
            long expected = checked.getChecksum().getValue();
            if (bytesLeft != 0 || in.readLong() != expected) {
                throw damaged();
            }
            return new TensorFile(kind, texts, tensors);
        } catch (EOFException e) {
            // the file became shorter while it was read
            throw damaged();
        }
    }

    private void readHeader() throws IOException {
        byte[] magic = TensorFile.MAGIC.getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(magic, in.readNBytes(magic.length))) {
            throw ReadErrors.malformed(file, "is not a " + kind + " file", "give a file that Sartor wrote");
        }
        bytesLeft -= magic.length;
        int version = readInt();
        if (version != TensorFile.VERSION) {
            throw ReadErrors.malformed(
                    file,
                    "has version " + version + ", not " + TensorFile.VERSION,
                    "use the version of Sartor that wrote it, or create it again");
        }
        String found = readText();
        if (!KIND.matcher(found).matches()) {
            throw damaged();
        }
        if (!found.equals(kind)) {
            throw ReadErrors.malformed(
                    file, "is a " + found + " file, not a " + kind + " file", "give a " + kind + " file");
        }
    }

    private int readInt() throws IOException {
        countRead(Integer.BYTES);
        return in.readInt();
    }

    private int readCount() throws IOException {
        int count = readInt();
        if (count < 0 || (long) count * MIN_ENTRY_BYTES > bytesLeft) {
            throw damaged();
        }
        return count;
    }

    private String readText() throws IOException {
        return new String(readBytes(readInt()), StandardCharsets.UTF_8);
    }

    private float[] readTensor() throws IOException {
        int length = readInt();
        requireLeft((long) length * Float.BYTES);
        float[] values = new float[length];
        for (int from = 0; from < length; from += BUFFER_BYTES) {
            int part = Math.min(BUFFER_BYTES, length - from);
            ByteBuffer.wrap(readBytes(part * Float.BYTES)).asFloatBuffer().get(values, from, part);
        }
        return values;
    }

    private byte[] readBytes(int length) throws IOException {
        countRead(length);
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private void countRead(long bytes) {
        requireLeft(bytes);
        bytesLeft -= bytes;
    }

    /** Throws an error if the file has fewer bytes left. */
    private void requireLeft(long bytes) {
        if (bytes < 0 || bytes > bytesLeft) {
            throw damaged();
        }
    }

    /** @param earlier the value of an earlier entry of the same name, or null */
    private void requireNew(Object earlier) {
        if (earlier != null) {
            throw damaged();
        }
    }

    private UserError damaged() {
        return ReadErrors.malformed(file, "is truncated or damaged", "create it again, or restore it from a copy");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

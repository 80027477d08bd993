package dev.sartor.executor;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.ReadErrors;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A file of named tensors and texts. Big-endian: the 8 letters of {@link #MAGIC}, the version, the kind of file, the texts and
 * the tensors, each preceded by its count or length, and finally the CRC-32C of everything before as a long.
 *
 * @param kind    what the file contains: {@code weights}, {@code checkpoint}
 * @param tensors the values of each tensor; shapes are not stored
 */
public record TensorFile(String kind, Map<String, String> texts, Map<String, float[]> tensors) {
    static final String MAGIC = "SARTORTF";
    static final int VERSION = 1;

    /** Writes the file atomically. */
    public void write(Path file) {
        AtomicFile.write(file, this::write);
    }

    private void write(OutputStream stream) throws IOException {
        var checked = new CheckedOutputStream(stream, new CRC32C());
        var out = new DataOutputStream(checked);
        out.write(MAGIC.getBytes(StandardCharsets.US_ASCII));
        out.writeInt(VERSION);
        writeText(out, kind);
        out.writeInt(texts.size());
        for (var e : texts.entrySet()) {
            writeText(out, e.getKey());
            writeText(out, e.getValue());
        }
        out.writeInt(tensors.size());
        for (var e : tensors.entrySet()) {
            writeText(out, e.getKey());
            out.writeInt(e.getValue().length);
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(e.getValue().length, Float.BYTES));
            bytes.asFloatBuffer().put(e.getValue());
            out.write(bytes.array());
        }
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads a file of this kind. Every length and count is checked against the size of the file before memory is allocated.
     *
     * @throws UserError if it is another kind of file, or truncated or damaged
     */
    public static TensorFile read(Path file, String kind) {
        try (var reader = new TensorFileReader(file, kind)) {
            return reader.read();
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    /**
     * Requires the texts that identify a training.
     *
     * @param identity texts that the file must contain
     * @param file     the file that it was read from, for the message
     * @throws UserError naming a text that differs
     */
    public void requireTexts(Map<String, String> identity, Path file) {
        identity.forEach((name, wanted) -> {
            String found = texts.get(name);
            if (!wanted.equals(found)) {
                throw new UserError(
                        "this " + kind + " belongs to another training: its " + name + " is " + found + ", not "
                                + wanted,
                        file.toString(),
                        "remove it to start again, or train with the settings it was written with");
            }
        });
    }
}

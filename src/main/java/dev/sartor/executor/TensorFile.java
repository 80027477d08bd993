package dev.sartor.executor;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.ReadErrors;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A file of named tensors and texts. Big-endian: the 8 letters of {@link #MAGIC}, the version, the kind of file, the texts and
 * the tensors, each preceded by its count or length, and finally the CRC-32C of everything before as a long.
 *
 * @param kind    what the file is: {@code weights}, {@code checkpoint}
 */
public record TensorFile(String kind, Map<String, String> texts, Map<String, float[]> tensors) {
    private static final String MAGIC = "SARTORTF";
    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = Long.BYTES;

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

    /** Reads a file of this kind. Another kind, or a truncated or damaged file, is a {@link UserError}. */
    public static TensorFile read(Path file, String kind) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            check(bytes, file, kind);
            var in =
                    new DataInputStream(new ByteArrayInputStream(bytes, MAGIC.length(), bytes.length - MAGIC.length()));
            return read(in, file, kind);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    /**
     * Requires the texts that identify a training.
     *
     * @param identity texts that the file must contain
     * @param file     it was read from, for the message
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

    private static void check(byte[] bytes, Path file, String kind) {
        byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < magic.length || !java.util.Arrays.equals(magic, 0, magic.length, bytes, 0, magic.length)) {
            throw new UserError("is not a " + kind + " file", file.toString(), "give a file that Sartor wrote");
        }
        int end = bytes.length - CHECKSUM_BYTES;
        var checksum = new CRC32C();
        checksum.update(bytes, 0, Math.max(0, end));
        if (end < magic.length || ByteBuffer.wrap(bytes, end, CHECKSUM_BYTES).getLong() != checksum.getValue()) {
            throw new UserError(
                    "the file is truncated or damaged: its checksum does not match",
                    file.toString(),
                    "create it again, or restore it from a copy");
        }
    }

    private static TensorFile read(DataInputStream in, Path file, String kind) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new UserError(
                    "has version " + version + ", not " + VERSION,
                    file.toString(),
                    "use the version of Sartor that wrote it, or create it again");
        }
        String found = readText(in);
        if (!found.equals(kind)) {
            throw new UserError(
                    "is a " + found + " file, not a " + kind + " file", file.toString(), "give a " + kind + " file");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.put(readText(in), readText(in));
        }
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            tensors.put(readText(in), readTensor(in));
        }
        return new TensorFile(kind, texts, tensors);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static float[] readTensor(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        ByteBuffer.wrap(in.readNBytes(values.length * Float.BYTES))
                .asFloatBuffer()
                .get(values);
        return values;
    }
}

package dev.sartor.base.csv;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * Decodes text files of other programs: UTF-8 or UTF-16 with or without a byte order mark or, if the bytes are not UTF-8,
 * Windows-1252, in which spreadsheets write umlauts and the micro sign. Files that end in {@code .gz} are decompressed.
 */
public final class CsvText {
    /** Maximum size of a file, decompressed. */
    private static final int MAX_BYTES = 256 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private CsvText() {}

    /** @throws UserError if the file cannot be read or is larger than 256 MiB */
    public static String read(Path file) {
        return read(file, e -> ReadErrors.of(file, e));
    }

    /**
     * The same with another error for a file that cannot be read.
     *
     * @param fix what the user can do about it
     */
    public static String read(Path file, String fix) {
        return read(file, e -> ReadErrors.of(file, e, fix));
    }

    private static String read(Path file, Function<IOException, UserError> error) {
        try (InputStream in = stream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UserError(
                        "the file has more than " + (MAX_BYTES >> 20) + " MiB of text",
                        file.toString(),
                        "give a file with only the rows and columns that are needed");
            }
            return decode(bytes);
        } catch (IOException e) {
            throw error.apply(e);
        }
    }

    private static InputStream stream(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        if (!file.toString().endsWith(".gz")) {
            return in;
        }
        try {
            return new GZIPInputStream(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The text of the bytes of a file, without a byte order mark. */
    public static String decode(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return withoutMark(new String(bytes, StandardCharsets.UTF_16LE));
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return withoutMark(new String(bytes, StandardCharsets.UTF_16BE));
        }
        try {
            return withoutMark(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS);
        }
    }

    /** A text without the byte order mark at its start, if it has one. */
    static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}

package dev.sartor.base.file;

import dev.sartor.base.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 hashes of files, bytes and texts. */
public final class Sha256 {
    private Sha256() {}

    /** The hash of the concatenated contents of files, in hexadecimal. A file that cannot be read is a {@link UserError}. */
    public static String of(Path... files) {
        MessageDigest digest = digest();
        for (Path file : files) {
            try {
                digest.update(Files.readAllBytes(file));
            } catch (IOException e) {
                throw ReadErrors.of(file, e);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of bytes, in hexadecimal. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** The hash of a text in UTF-8, in hexadecimal. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A new digest, for data that is added in parts. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

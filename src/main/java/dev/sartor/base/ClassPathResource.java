package dev.sartor.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads text files that are part of the program, from the class path. */
public final class ClassPathResource {
    private ClassPathResource() {}

    /** The text, in UTF-8, of the file {@code name} in the package of {@code type}. */
    public static String text(Class<?> type, String name) {
        try (InputStream in = type.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.sartor.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The entry of the Jazzer fuzzer, which finds it by its name; {@code -Dsartor.fuzz.target} names the {@link FuzzTarget}. */
public final class JazzerTarget {
    private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty("sartor.fuzz.target", "block-string")
            .toUpperCase(Locale.ROOT)
            .replace('-', '_'));
    private static final Path FOLDER = folder();

    private JazzerTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        TARGET.read(input, FOLDER);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("sartor-fuzz-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

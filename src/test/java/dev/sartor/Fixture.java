package dev.sartor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of {@code src/test/resources}, which lie in the package of the test that reads them. */
public final class Fixture {
    private Fixture() {}

    /** A file or folder beside a class, as a path. */
    public static Path path(Class<?> test, String name) {
        try {
            return Path.of(test.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<String> lines(Class<?> test, String name) {
        try {
            return Files.readAllLines(path(test, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

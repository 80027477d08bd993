package dev.sartor.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** Which Sartor this is. */
public final class Release {
    private Release() {}

    /** The version, from the jar; {@code development} when run from classes. */
    public static String version() {
        return Optional.ofNullable(Release.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** The commit it was built from; {@code unknown} when not built by the launcher in a checkout. */
    public static String commit() {
        try (InputStream in = Release.class.getResourceAsStream("release.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("commit");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

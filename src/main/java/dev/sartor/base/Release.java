package dev.sartor.base;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The version of Sartor and the commit it was built from. */
public final class Release {
    private Release() {}

    /** The version, from the jar; {@code development} when run from classes. */
    public static String version() {
        return Optional.ofNullable(Release.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** The commit it was built from; {@code unknown} when not built by the launcher in a checkout. */
    public static String commit() {
        try {
            var properties = new Properties();
            properties.load(new StringReader(ClassPathResource.text(Release.class, "release.properties")));
            return properties.getProperty("commit");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

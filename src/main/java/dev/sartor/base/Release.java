package dev.sartor.base;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The version of Sartor and the commit from which it was built. */
public final class Release {
    private Release() {}

    /** The version in the manifest of the jar; {@code development} if Sartor runs from class files. */
    public static String version() {
        return Optional.ofNullable(Release.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** Version and commit, which together say which program computed a result: {@code 0.1.0 (41e0447)}. */
    public static String text() {
        return version() + " (" + commit() + ")";
    }

    /** The commit from which Sartor was built; {@code unknown} if the launcher did not build it in a git checkout. */
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

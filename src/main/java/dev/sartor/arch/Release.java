package dev.sartor.arch;

import java.util.Optional;

/** Which Sartor this is. */
public final class Release {
    private Release() {
    }

    /** The version, from the jar; {@code development} when run from classes. */
    public static String version() {
        return Optional.ofNullable(Release.class.getPackage().getImplementationVersion()).orElse("development");
    }
}

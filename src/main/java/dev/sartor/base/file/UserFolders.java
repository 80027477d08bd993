package dev.sartor.base.file;

import java.nio.file.Path;
import java.util.Optional;

/** Sartor's folders in the user's home, by the XDG base directory specification. */
public final class UserFolders {
    private static final String NAME = "sartor";

    private UserFolders() {}

    /** The folder for what the user has decided, such as trusted commands: {@code ~/.config/sartor}. */
    public static Path config() {
        return folder("XDG_CONFIG_HOME", ".config");
    }

    /** The folder for files that can be created again: {@code ~/.cache/sartor}. */
    public static Path cache() {
        return folder("XDG_CACHE_HOME", ".cache");
    }

    /** The folder for large files that can be created again: that of {@code SARTOR_CACHE}, or else {@link #cache}. */
    public static Path largeCache() {
        return Optional.ofNullable(System.getenv("SARTOR_CACHE"))
                .filter(s -> !s.isBlank())
                .map(Path::of)
                .orElseGet(UserFolders::cache);
    }

    /** The folder that an environment variable names, or else one in the user's home. */
    private static Path folder(String variable, String inHome) {
        // the specification tells to ignore relative paths
        return Optional.ofNullable(System.getenv(variable))
                .filter(s -> !s.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(Path.of(System.getProperty("user.home"), inHome))
                .resolve(NAME);
    }
}

package dev.sartor.base.file;

import java.nio.file.Path;

/** Names of files as texts. */
public final class FileNames {
    private FileNames() {}

    /** The last name of a path; the path itself if it has none, such as the root of a disk. */
    public static String last(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}

package dev.sartor.data.store;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A version of a file, which changes when the file is written or replaced.
 *
 * @param path          relative to the data folder; for one of many images in a file, {@code PATH#INDEX}
 * @param bytes         the size of the file
 * @param modifiedNanos time of its last modification since 1970
 * @param number        number of the file in its file system (inode), by which files that were exchanged by renaming are told apart;
 *                      0 where there is none
 */
public record FileVersion(String path, long bytes, long modifiedNanos, long number) {
    /** Size, time and number of an image without a file. */
    private static final long NO_FILE = 0;

    private static final String INODE = "ino=";

    /** The version of a file with these attributes. */
    public static FileVersion of(String path, BasicFileAttributes attributes) {
        return new FileVersion(
                path,
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                number(Objects.toString(attributes.fileKey(), "")));
    }

    /** One of many images that are generated: it has no file, and changes only with the settings of its sequence. */
    public static FileVersion ofGenerated(String part, int index) {
        return new FileVersion(part, NO_FILE, NO_FILE, NO_FILE).item(index);
    }

    /** The inode in a text such as {@code (dev=801,ino=1234)}. The device is left out, because it may change with a restart. */
    private static long number(String fileKey) {
        int start = fileKey.indexOf(INODE);
        try {
            return start < 0 ? 0 : Long.parseLong(fileKey, start + INODE.length(), fileKey.length() - 1, 10);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** One of many images in this file. */
    public FileVersion item(int index) {
        return new FileVersion(path + "#" + index, bytes, modifiedNanos, number);
    }
}

package dev.sartor.data.store;

/**
 * A version of a file, which changes when the file is written.
 *
 * @param path          relative to the data folder; for one of many images in a file with its number
 * @param bytes         the size of the file
 * @param modifiedNanos time of its last modification since 1970
 */
public record FileVersion(String path, long bytes, long modifiedNanos) {
    /** One of many images in this file. */
    public FileVersion item(int index) {
        return new FileVersion(path + "#" + index, bytes, modifiedNanos);
    }
}

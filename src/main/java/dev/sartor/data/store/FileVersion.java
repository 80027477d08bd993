package dev.sartor.data.store;

/**
 * A version of a file, which changes when the file is written.
 *
 * @param path          relative to the data folder
 * @param bytes         its size
 * @param modifiedNanos time of its last modification since 1970
 */
public record FileVersion(String path, long bytes, long modifiedNanos) {}

package dev.sartor.data.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An entry of an image cache.
 *
 * @param index    the position of the image in the pixel file
 * @param file     the version of the file that was decoded
 * @param hash     of the decoded image at its own size
 * @param grey     whether the file has one channel
 */
public record CachedImage(int index, FileVersion file, long hash, boolean grey) {
    private static final int FIELDS = 7;

    public CachedImage {
        if (index < 0 || index == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("An image cannot have the index " + index);
        }
    }

    /** The entry as text without blanks. */
    String text() {
        return index + "," + file.bytes() + "," + file.modifiedNanos() + "," + file.number() + ","
                + Long.toHexString(hash) + "," + (grey ? "grey" : "rgb") + ","
                + URLEncoder.encode(file.path(), StandardCharsets.UTF_8);
    }

    /** Parses {@link #text}. */
    static CachedImage parse(String text) {
        String[] fields = text.split(",", FIELDS);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("Not an entry of an image cache: " + text);
        }
        return new CachedImage(
                Integer.parseInt(fields[0]),
                new FileVersion(
                        URLDecoder.decode(fields[6], StandardCharsets.UTF_8),
                        Long.parseLong(fields[1]),
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3])),
                Long.parseUnsignedLong(fields[4], 16),
                fields[5].equals("grey"));
    }
}

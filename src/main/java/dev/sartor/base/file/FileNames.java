package dev.sartor.base.file;

import java.util.regex.Pattern;

/** File names from names that users choose. */
public final class FileNames {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final int READABLE = 40;
    private static final int HASH = 10;

    private FileNames() {}

    /**
     * A file name for a name, in ASCII. Names of ASCII letters, digits, dots, hyphens and underscores stay as they are. In others
     * each group of other characters becomes a hyphen, and a hash of the name is appended, so that different names ({@code a b} and
     * {@code a/b}) have different files.
     */
    public static String of(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        String readable = OTHER.matcher(name).replaceAll("-").replaceAll("^[.-]+|[.-]+$", "");
        String start = readable.substring(0, Math.min(READABLE, readable.length()));
        return (start.isEmpty() ? "" : start + "-") + Sha256.of(name).substring(0, HASH);
    }
}

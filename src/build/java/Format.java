import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Checks or applies the format of all Java sources, with palantir-java-format in a JVM of its own: the formatter parses
 * with the compiler of the JDK that runs it, so it has to run on JDK 25 whatever JDK Maven runs on.
 *
 * <p>Usage: {@code Format check|apply CACHE FOLDER}. {@code CACHE} is a file with the hashes of sources that are known to
 * be formatted. Exits with 1 if a source is not formatted.
 */
final class Format {
    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());
    private final boolean apply;
    private final Set<String> known;
    private final Set<String> formatted = ConcurrentHashMap.newKeySet();

    private Format(boolean apply, Set<String> known) {
        this.apply = apply;
        this.known = known;
    }

    public static void main(String[] arguments) throws IOException {
        Path cache = Path.of(arguments[1]);
        Set<String> known = Files.exists(cache) ? Set.copyOf(Files.readAllLines(cache)) : Set.of();
        Format format = new Format(arguments[0].equals("apply"), known);
        List<Path> different;
        try (Stream<Path> files = Files.walk(Path.of(arguments[2]))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            different = sources.parallelStream()
                    .filter(file -> !format.isFormatted(file))
                    .toList();
        }
        Files.createDirectories(cache.toAbsolutePath().getParent());
        Files.write(cache, format.formatted.stream().sorted().toList());
        if (!different.isEmpty() && !format.apply) {
            System.err.printf(
                    """
                    %d sources are not formatted
                      where: %s
                      fix:   mvn -Pformat process-sources
                    """,
                    different.size(),
                    String.join(", ", different.stream().map(Path::toString).toList()));
            System.exit(1);
        }
    }

    private boolean isFormatted(Path file) {
        try {
            String source = Files.readString(file);
            if (known.contains(hash(source))) {
                formatted.add(hash(source));
                return true;
            }
            String result = formatted(source);
            boolean same = result.equals(source);
            if (!same && apply) {
                Files.writeString(file, result);
            }
            if (same || apply) {
                formatted.add(hash(result));
            }
            return same;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    /** Some long calls take the formatter two passes to settle. */
    private String formatted(String source) throws FormatterException {
        String result = formatter.formatSourceAndFixImports(source);
        if (!apply || result.equals(source)) {
            return result;
        }
        return formatted(result);
    }

    private static String hash(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Writes folders as archives with reproducible bytes: entries are sorted, belong to root, and have one time and one of two modes.
 */
final class ReleaseArchive {
    private static final int EXECUTABLE = 0755;
    private static final int READABLE = 0644;
    private static final int LINK = 0777;

    /** Folders of the Debian package outside its own. */
    private static final List<String> PARENTS = List.of(
            "usr",
            "usr/bin",
            "usr/lib",
            "usr/share",
            "usr/share/bash-completion",
            "usr/share/bash-completion/completions",
            "usr/share/doc",
            "usr/share/doc/sartor",
            "usr/share/man",
            "usr/share/man/man1");

    /** Its links into its own folder. */
    private static final SortedMap<String, String> LINKS = new TreeMap<>(Map.of(
            "usr/bin/sartor", "../lib/sartor/sartor",
            "usr/share/bash-completion/completions/sartor",
                    "../../../lib/sartor/share/bash-completion/completions/sartor",
            "usr/share/man/man1/sartor.1", "../../../lib/sartor/share/man/man1/sartor.1"));

    private final Instant time;

    ReleaseArchive(Instant time) {
        this.time = time;
    }

    /** Writes a folder as a ZIP file. */
    void zip(Path folder, Path file) throws IOException {
        try (var zip = new ZipArchiveOutputStream(file)) {
            zip.setLevel(Deflater.DEFAULT_COMPRESSION);
            for (Path each : entries(folder)) {
                var entry = new ZipArchiveEntry(name(folder.getParent(), each));
                entry.setLastModifiedTime(FileTime.from(time));
                entry.setUnixMode(mode(each) | (Files.isDirectory(each) ? 040000 : 0100000));
                zip.putArchiveEntry(entry);
                if (Files.isRegularFile(each)) {
                    Files.copy(each, zip);
                }
                zip.closeArchiveEntry();
            }
        }
    }

    /** Writes a folder as a compressed tar file. */
    void tarGz(Path folder, Path file) throws IOException {
        try (var tar = tar(new BufferedOutputStream(Files.newOutputStream(file)))) {
            addFolder(tar, folder, folder.getFileName().toString());
        }
    }

    /**
     * Writes a Debian package that installs a folder as {@code /usr/lib/sartor}, with a link on the PATH. jpackage does not fit:
     * its launcher cannot set the locale for the JVM, and its packages differ from build to build.
     *
     * @param control the folder of the package's {@code control} and {@code copyright}; {@code @VERSION@} and {@code @SIZE@} are replaced
     */
    void deb(Path folder, String version, Path control, Path file) throws IOException {
        var data = new ByteArrayOutputStream();
        try (var tar = tar(data)) {
            for (String parent : PARENTS) {
                put(tar, new TarArchiveEntry("./" + parent + "/"), EXECUTABLE, new byte[0]);
            }
            LINKS.forEach((name, target) -> link(tar, "./" + name, target));
            put(
                    tar,
                    new TarArchiveEntry("./usr/share/doc/sartor/copyright"),
                    READABLE,
                    Files.readAllBytes(control.resolve("copyright")));
            addFolder(tar, folder, "./usr/lib/sartor");
        }
        var about = new ByteArrayOutputStream();
        try (var tar = tar(about)) {
            put(tar, new TarArchiveEntry("./control"), READABLE, control(folder, version, control));
            put(tar, new TarArchiveEntry("./md5sums"), READABLE, md5sums(folder));
        }
        try (var ar = new ArArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            put(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            put(ar, "control.tar.gz", about.toByteArray());
            put(ar, "data.tar.gz", data.toByteArray());
        }
    }

    private void link(TarArchiveOutputStream tar, String name, String target) {
        var link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        link.setLinkName(target);
        try {
            put(tar, link, LINK, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] control(Path folder, String version, Path control) throws IOException {
        long bytes = 0;
        for (Path each : Release.files(folder)) {
            bytes += Files.size(each);
        }
        return Files.readString(control.resolve("control"))
                .replace("@VERSION@", version)
                .replace("@SIZE@", Long.toString(Math.ceilDiv(bytes, 1024)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] md5sums(Path folder) throws IOException {
        var text = new StringBuilder();
        for (Path each : Release.files(folder)) {
            text.append(digest("MD5", each))
                    .append("  usr/lib/sartor/")
                    .append(name(folder, each))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void put(ArArchiveOutputStream ar, String name, byte[] bytes) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length, 0, 0, 0100000 | READABLE, time.getEpochSecond()));
        ar.write(bytes);
        ar.closeArchiveEntry();
    }

    private static TarArchiveOutputStream tar(OutputStream out) throws IOException {
        var parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.DEFAULT_COMPRESSION);
        var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out, parameters), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        return tar;
    }

    private void addFolder(TarArchiveOutputStream tar, Path folder, String name) throws IOException {
        for (Path each : entries(folder)) {
            String inside = name(folder, each);
            byte[] content = Files.isRegularFile(each) ? Files.readAllBytes(each) : new byte[0];
            put(tar, new TarArchiveEntry(inside.isEmpty() ? name + "/" : name + "/" + inside), mode(each), content);
        }
    }

    private void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode, byte[] content) throws IOException {
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setModTime(FileTime.from(time));
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** The folder and all in it by name, each folder before its contents. */
    private static List<Path> entries(Path folder) throws IOException {
        SortedMap<String, Path> sorted = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.forEach(each -> sorted.put(name(folder, each), each));
        }
        return List.copyOf(sorted.values());
    }

    /** The path inside a folder, with slashes, also at the end of a folder's. */
    private static String name(Path folder, Path each) {
        String name = folder.relativize(each).toString().replace('\\', '/');
        return name.isEmpty() || !Files.isDirectory(each) ? name : name + "/";
    }

    private static int mode(Path file) {
        return Files.isDirectory(file) || Files.isExecutable(file) ? EXECUTABLE : READABLE;
    }

    static String sha256(Path file) throws IOException {
        return digest("SHA-256", file);
    }

    private static String digest(String algorithm, Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

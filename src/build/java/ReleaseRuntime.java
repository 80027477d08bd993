import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Adds to an installation for Linux on x86-64 what makes it independent of a JDK and quick to start: a runtime of the modules that
 * Sartor uses, ONNX Runtime's library as a file, which need not be unpacked at each start, and archives of preloaded classes.
 */
final class ReleaseRuntime {
    /** What jdeps finds in the jars; java.sql and java.xml are for Jackson, which looks for their classes. */
    private static final String MODULES =
            "java.base,java.desktop,java.logging,java.management,java.sql,java.xml,jdk.httpserver,"
                    + "jdk.incubator.vector,jdk.management,jdk.unsupported,jdk.zipfs";

    private static final String NATIVE = "ai/onnxruntime/native/";
    private static final String SYSTEM = NATIVE + "linux-x64/";
    /** Commands whose classes are preloaded, for the small JVM of the launcher and for the large one. */
    private static final List<String> SMALL = List.of("--version", "--help", "describe mobilenet-v2", "spaces");

    private static final List<String> LARGE = List.of(
            "predict --table xeon-vm-ort-fp32-1t-small-28 results/fashion-mnist-1thread:38",
            // quiet, since lines of progress, and so classes, depend on the time that it takes
            "search --quiet --space small-28 --accuracy synflow --limit macs<=5M --trials 4 --threads 1 --out RUN");

    /** Where archives of classes are made: they depend on this path, although the installation may be moved later. */
    private static final Path WORKPLACE = Path.of("/tmp/sartor-release");

    private static final int MAX_DUMPS = 8;
    private static final int EQUAL_DUMPS = 3;

    private final Path home;
    private final Instant time;

    ReleaseRuntime(Path home, Instant time) {
        this.home = home;
        this.time = time;
    }

    static boolean isSupported() {
        return System.getProperty("os.name").equals("Linux")
                && List.of("amd64", "x86_64")
                        .contains(System.getProperty("os.arch").toLowerCase(Locale.ROOT));
    }

    void add() throws IOException, InterruptedException {
        link();
        extractNatives();
        for (Path file : Release.files(home)) {
            Release.setTime(file, time);
        }
        Release.delete(WORKPLACE);
        for (Path file : Release.files(home)) {
            Path copy = WORKPLACE.resolve(home.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        archiveClasses("-small", SMALL);
        archiveClasses("", LARGE, "--add-modules", "jdk.incubator.vector");
        Release.delete(WORKPLACE);
    }

    private void link() {
        int status = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--add-modules",
                        MODULES,
                        "--strip-java-debug-attributes",
                        // its classes are stripped or not by chance; the archives of classes contain what it would
                        // generate
                        "--disable-plugin",
                        "generate-jli-classes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        home.resolve("runtime").toString());
        if (status != 0) {
            throw new IllegalStateException("jlink failed");
        }
    }

    /** Replaces the jar of ONNX Runtime by one without libraries, and writes those of this system as files. */
    private void extractNatives() throws IOException {
        Path jar = Release.files(home.resolve("lib")).stream()
                .filter(f -> f.getFileName().toString().startsWith("onnxruntime-"))
                .findFirst()
                .orElseThrow();
        Path slim = jar.resolveSibling("slim.jar");
        Path natives = Files.createDirectories(home.resolve("lib/native"));
        try (var full = ZipFile.builder().setPath(jar).get();
                var rest = new ZipArchiveOutputStream(slim)) {
            for (ZipArchiveEntry entry : Collections.list(full.getEntries())) {
                try (InputStream content = full.getInputStream(entry)) {
                    if (entry.getName().startsWith(SYSTEM) && !entry.isDirectory()) {
                        Files.copy(content, natives.resolve(entry.getName().substring(SYSTEM.length())));
                    } else if (!entry.getName().startsWith(NATIVE)) {
                        var copy = new ZipArchiveEntry(entry.getName());
                        copy.setLastModifiedTime(FileTime.from(time));
                        rest.putArchiveEntry(copy);
                        content.transferTo(rest);
                        rest.closeArchiveEntry();
                    }
                }
            }
        }
        Files.move(slim, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Writes {@code lib/sartor<size>.jsa}: the classes that some commands load, from the jars as they are installed. Classes are
     * sorted, since the order in which threads load them differs from run to run.
     */
    private void archiveClasses(String size, List<String> commands, String... modules)
            throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("sartor-release");
        Path list = scratch.resolve("classes.txt");
        var classes = new TreeSet<String>();
        for (String command : commands) {
            launch(
                    command.replace("RUN", scratch.resolve("run").toString()),
                    "-Xshare:off -XX:DumpLoadedClassList=" + list);
            // without comments, hints that differ from run to run, and classes of other loaders than the JDK's
            Files.readAllLines(list).stream()
                    .filter(l -> !l.startsWith("#") && !l.startsWith("@cp ") && !l.contains(" source: "))
                    .map(l -> l.replaceFirst(" id: \\d+$", ""))
                    .forEach(classes::add);
        }
        Files.write(list, classes);
        Path archive = home.resolve("lib/sartor" + size + ".jsa");
        dumpUntilEqual(list, archive, List.of(modules));
        Release.setTime(archive, time);
        Release.delete(scratch);
    }

    /** Dumps until {@value #EQUAL_DUMPS} dumps are equal: threads of the JVM itself change a few bytes of one dump in twenty. */
    private void dumpUntilEqual(Path list, Path archive, List<String> modules)
            throws IOException, InterruptedException {
        var seen = new HashMap<String, Integer>();
        for (int i = 0; i < MAX_DUMPS; i++) {
            dump(list, archive, modules);
            if (seen.merge(ReleaseArchive.sha256(archive), 1, Integer::sum) == EQUAL_DUMPS) {
                return;
            }
        }
        throw new IOException(MAX_DUMPS + " archives of the same classes all differ");
    }

    private void dump(Path list, Path archive, List<String> modules) throws IOException, InterruptedException {
        List<String> dump =
                new ArrayList<>(List.of(WORKPLACE.resolve("runtime/bin/java").toString()));
        dump.addAll(modules);
        dump.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseG1GC",
                "-Xmx2g",
                "-Xint",
                "-Xlog:disable",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-jar",
                WORKPLACE.resolve("sartor.jar").toString()));
        run(new ProcessBuilder(dump));
    }

    /** Runs the launcher of the installation without a cache, with further options of the JVM. */
    private void launch(String command, String options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(home.resolve("sartor").toString()));
        words.addAll(List.of(command.split(" ")));
        var builder = new ProcessBuilder(words);
        builder.environment().put("SARTOR_JAVA_OPTIONS", options);
        run(builder);
    }

    private void run(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment()
                .keySet()
                .removeAll(List.of("HOME", "XDG_CACHE_HOME", "SARTOR_JAVA_HOME", "JAVA_TOOL_OPTIONS"));
        Process process = builder.directory(home.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", builder.command()));
        }
    }
}

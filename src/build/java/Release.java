import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the files that people install, in {@code target/release}: an archive for any system with a JDK, an archive and a Debian
 * package for Linux with a runtime of their own, a bill of materials, and checksums. Two builds give the same bytes.
 * {@code mvn -Prelease,spark package} runs it.
 *
 * <p>Arguments: folder of the project, version, time of all files (ISO 8601).
 */
final class Release {
    /** What is installed beside the jars; links between these pages work in an installation as in a checkout. */
    private static final List<String> FILES = List.of(
            "sartor",
            "sartor.cmd",
            "README.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "LICENSE",
            "search-spaces",
            "latency-tables",
            "src/docs",
            "src/bench/README.md",
            "src/fuzz/README.md",
            "results");

    private final Path project;
    private final String version;
    private final Instant time;
    private final Path release;

    private Release(Path project, String version, Instant time) {
        this.project = project;
        this.version = version;
        this.time = time;
        release = project.resolve("target/release");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        new Release(Path.of(args[0]).toAbsolutePath().normalize(), args[1], Instant.parse(args[2])).make();
    }

    private void make() throws IOException, InterruptedException {
        delete(release);
        String name = "sartor-" + version;
        Path plain = install(release.resolve("plain").resolve(name));
        Files.copy(project.resolve("target/" + name + ".cdx.json"), release.resolve(name + ".cdx.json"));
        var archive = new ReleaseArchive(time);
        archive.zip(plain, release.resolve(name + ".zip"));
        archive.tarGz(plain, release.resolve(name + ".tar.gz"));
        if (ReleaseRuntime.isSupported()) {
            Path linux = install(release.resolve("linux").resolve(name));
            var runtime = new ReleaseRuntime(linux, time);
            runtime.add();
            archive.tarGz(linux, release.resolve(name + "-linux-x64.tar.gz"));
            archive.deb(
                    linux,
                    version,
                    project.resolve("src/build/debian"),
                    release.resolve("sartor_" + version + "_amd64.deb"));
        } else {
            System.out.println("no archive with a runtime: it is made on Linux for x86-64 only");
        }
        delete(release.resolve("plain"));
        delete(release.resolve("linux"));
        checksums();
    }

    /** Copies what every archive contains. */
    private Path install(Path folder) throws IOException, InterruptedException {
        for (Path file : shippedFiles()) {
            copy(file, folder.resolve(project.relativize(file).toString()));
        }
        copy(project.resolve("target/sartor.jar"), folder.resolve("sartor.jar"));
        Path spark = project.resolve("target/sartor-spark.jar");
        if (Files.exists(spark)) {
            copy(spark, folder.resolve("lib/spark/sartor-spark.jar"));
        }
        for (Path jar : files(project.resolve("target/lib"))) {
            copy(jar, folder.resolve("lib").resolve(jar.getFileName()));
        }
        print(folder, folder.resolve("share/man/man1/sartor.1"), "man-page");
        print(folder, folder.resolve("share/bash-completion/completions/sartor"), "completion", "bash");
        return folder;
    }

    /** Writes what a command of an installation prints. */
    private void print(Path installation, Path file, String... command) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        List<String> words =
                new ArrayList<>(List.of(installation.resolve("sartor").toString()));
        words.addAll(List.of(command));
        var builder =
                new ProcessBuilder(words).redirectOutput(file.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeAll(List.of("HOME", "XDG_CACHE_HOME"));
        builder.environment().put("SARTOR_JAVA_HOME", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", words));
        }
        setTime(file, time);
    }

    /** The files of the repository; in a folder without a repository, all that are there. */
    private List<Path> shippedFiles() throws IOException, InterruptedException {
        if (!Files.exists(project.resolve(".git"))) {
            List<Path> all = new ArrayList<>();
            for (String file : FILES) {
                if (Files.exists(project.resolve(file))) {
                    all.addAll(files(project.resolve(file)));
                }
            }
            return all;
        }
        List<String> command = new ArrayList<>(List.of("git", "ls-files", "-z", "--"));
        command.addAll(FILES);
        Process git = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() != 0) {
            throw new IOException("git ls-files failed");
        }
        return names.lines()
                .flatMap(l -> Stream.of(l.split("\0")))
                .map(project::resolve)
                .toList();
    }

    /** All files in a folder and its sub-folders, sorted. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        setTime(to, time);
    }

    static void setTime(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    /** One file in the format of {@code sha256sum}, which checks it: {@code sha256sum -c SHA256SUMS}. */
    private void checksums() throws IOException {
        var sums = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(release)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sums.put(file.getFileName().toString(), ReleaseArchive.sha256(file));
            }
        }
        var text = new StringBuilder();
        sums.forEach((file, sum) -> text.append(sum).append("  ").append(file).append('\n'));
        Files.writeString(release.resolve("SHA256SUMS"), text);
        System.out.print(text);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException error) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

package dev.sartor.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts Sartor in processes of its own that start fast: from one jar, with an archive of loaded classes for each command, without
 * the Vector API and without the compiler for code that runs long.
 */
final class KilledProgram {
    private final Path folder;
    private final String classPath;

    private KilledProgram(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    /** @param folder keeps the jar, the archives and the caches */
    static KilledProgram in(Path folder) throws IOException {
        Path jar = folder.resolve("sartor.jar");
        if (!Files.exists(jar)) {
            pack(classes(), jar);
        }
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(p -> Path.of(p).toAbsolutePath())
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new KilledProgram(folder, jar + File.pathSeparator + libraries);
    }

    private static Path classes() {
        try {
            return Path.of(Sartor.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JVM archives only classes from jars. */
    private static void pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
    }

    /** Writes the archive of loaded classes of a command when it ends. */
    Process startAndArchive(KilledCommand command, Path run) throws IOException {
        return start(command.command(), run, List.of(), "-XX:ArchiveClassesAtExit=" + archive(command));
    }

    Process start(KilledCommand command, Path run) throws IOException {
        return start(command.command(), command, run, List.of());
    }

    /**
     * @param words  of the command, which may continue {@code command}
     * @param tracer a program with its arguments that starts the command
     */
    Process start(List<String> words, KilledCommand command, Path run, List<String> tracer) throws IOException {
        return start(words, run, tracer, "-XX:SharedArchiveFile=" + archive(command));
    }

    private Path archive(KilledCommand command) {
        return folder.resolve(command.fileName() + ".jsa");
    }

    private Process start(List<String> words, Path run, List<String> tracer, String archive) throws IOException {
        Path temporary = Files.createDirectories(run.resolve("tmp"));
        List<String> all = new ArrayList<>(tracer);
        all.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                archive,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xlog:disable",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath,
                Sartor.class.getName()));
        all.addAll(words);
        var builder = new ProcessBuilder(all)
                .directory(run.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile());
        builder.environment()
                .putAll(Map.of(
                        "ORT_DISABLE_TELEMETRY", "1",
                        "XDG_CONFIG_HOME", folder.resolve("config").toString(),
                        "XDG_CACHE_HOME", folder.resolve("cache").toString()));
        return builder.start();
    }

    /** What the last command printed. */
    Path output() {
        return folder.resolve("output");
    }
}

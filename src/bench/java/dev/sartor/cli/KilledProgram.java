package dev.sartor.cli;

import dev.sartor.cli.command.SmallDemo;
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
 * Starts Sartor in new processes, in a way in which a process starts fast: from one jar, with an archive of loaded classes for each
 * command, without the Vector API and with the JVM's fast compiler alone.
 */
final class KilledProgram {
    private final Path folder;
    private final String classPath;

    private KilledProgram(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    /** @param folder the folder of the jar, the archives and the caches */
    static KilledProgram in(Path folder) throws IOException {
        Path jar = folder.resolve("sartor.jar");
        if (!Files.exists(jar)) {
            pack(jar);
        }
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(p -> Path.of(p).toAbsolutePath())
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new KilledProgram(folder, jar + File.pathSeparator + libraries);
    }

    /** The folder of the compiled classes that contains a class. */
    private static Path folderOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Packs the classes of Sartor and the small demo into a jar, because the JVM archives only classes from jars. */
    private static void pack(Path jar) throws IOException {
        Path classes = folderOf(Sartor.class);
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                pack(classes, file, out);
            }
            Path demos = folderOf(SmallDemo.class);
            pack(demos, demos.resolve(SmallDemo.class.getName().replace('.', '/') + ".class"), out);
        }
    }

    private static void pack(Path folder, Path file, JarOutputStream out) throws IOException {
        out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
    }

    /** Starts a command that writes its archive of loaded classes when it ends. */
    Process startAndArchive(KilledCommand command, Path run) throws IOException {
        return start(command.command(), run, List.of(), "-XX:ArchiveClassesAtExit=" + archive(command));
    }

    /** Starts a command in a folder, with its archive. */
    Process start(KilledCommand command, Path run) throws IOException {
        return start(command.command(), command, run, List.of());
    }

    /**
     * Starts a command line with the archive of a command.
     *
     * @param words  words of the command line, of {@code command} or of one that continues it
     * @param run    the working directory
     * @param tracer the words of a program such as strace that starts the command; empty for none
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
                (words.getFirst().equals("demo") ? SmallDemo.class : Sartor.class).getName()));
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

    /** The file with what the last command printed. */
    Path output() {
        return folder.resolve("output");
    }
}

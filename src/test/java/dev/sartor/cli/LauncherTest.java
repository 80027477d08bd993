package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher in an installation whose Java is a script that prints its locale, its arguments and two lines on stderr. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    private static final String JAVA = """
        #!/bin/bash
        echo "locale ${LC_ALL:-${LC_CTYPE:-$LANG}}"
        printf '%s\\n' "$@"
        echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
        echo "an error" >&2
        """;

    @TempDir
    private Path temp;

    private Path home;

    /** The output of the script on stdout and stderr. */
    private record Output(List<String> out, String err) {
        String locale() {
            return out.getFirst().substring("locale ".length());
        }

        boolean hasOption(String start) {
            return out.stream().anyMatch(l -> l.startsWith(start));
        }
    }

    @BeforeEach
    void install() throws IOException {
        home = temp.resolve("a folder");
        Path java = home.resolve("runtime/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, JAVA);
        assertTrue(java.toFile().setExecutable(true));
        Files.copy(Path.of("sartor"), home.resolve("sartor"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Output start(Path launcher, Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        Path out = temp.resolve("out");
        Path err = temp.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(temp.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        try {
            assertEquals(0, builder.start().waitFor(), () -> read(err));
            // the reader of stderr ends after the script
            for (int i = 0; i < 100 && !read(err).contains("an error"); i++) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Output(read(out).lines().toList(), read(err));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void argumentsReachTheProgramUnchanged() throws IOException {
        Output output = start(home.resolve("sartor"), Map.of(), "search", "a b", "*", "$HOME", "日本");
        List<String> end = List.of("-jar", home.resolve("sartor.jar").toString(), "search", "a b", "*", "$HOME", "日本");
        assertEquals(
                end,
                output.out()
                        .subList(output.out().size() - end.size(), output.out().size()));
        assertTrue(output.hasOption("-Dsartor.home=" + home));
    }

    @Test
    void aSymbolicLinkInAnotherFolderStartsTheProgram() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("a folder/sartor"));
        assertTrue(start(link, Map.of(), "search").hasOption("-Dsartor.home=" + home));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, C.UTF-8",
                "C, -, C.UTF-8",
                "POSIX, -, C.UTF-8",
                "-, C, C.UTF-8",
                "-, xx_YY.UTF-8, C.UTF-8",
                "xx_YY.utf8, -, C.UTF-8",
                "-, C.UTF-8, C.UTF-8",
                "-, de_DE.ISO-8859-1, de_DE.ISO-8859-1"
            })
    void namesOfFilesAreUtf8UnlessTheLocaleSaysOtherwise(String all, String language, String expected)
            throws IOException {
        Map<String, String> environment = new HashMap<>();
        if (all != null) {
            environment.put("LC_ALL", all);
        }
        if (language != null) {
            environment.put("LANG", language);
        }
        assertEquals(
                expected, start(home.resolve("sartor"), environment, "search").locale());
    }

    @Test
    void theInstallationFolderIsNotChanged() throws IOException {
        List<Path> before = files(home);
        assertFalse(start(home.resolve("sartor"), Map.of(), "search").hasOption("-XX:SharedArchiveFile"));
        assertFalse(start(home.resolve("sartor"), Map.of("HOME", "/proc/none"), "search")
                .hasOption("-XX:SharedArchiveFile"));
        Path cache = temp.resolve("cache");
        Output withCache = start(home.resolve("sartor"), Map.of("XDG_CACHE_HOME", cache.toString()), "search");
        assertTrue(withCache.hasOption("-XX:SharedArchiveFile=" + cache.resolve("sartor")));
        Path own = temp.resolve("own");
        assertTrue(start(home.resolve("sartor"), Map.of("HOME", own.toString()), "search")
                .hasOption("-XX:SharedArchiveFile=" + own.resolve(".cache/sartor")));
        assertEquals(before, files(home));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void theUsersOptionsArePassedOnAndMayLimitTheHeap() throws IOException {
        Output output = start(home.resolve("sartor"), Map.of("SARTOR_JAVA_OPTIONS", "-Xmx64m -Dpattern=*"), "search");
        assertTrue(output.hasOption("-Xmx64m") && output.out().contains("-Dpattern=*"));
        assertFalse(output.hasOption("-Xms"), "a least heap above the user's largest");
        assertTrue(start(home.resolve("sartor"), Map.of(), "search").hasOption("-Xms"));
    }

    @Test
    void errorsOfTheJavaRuntimeArePrintedAndItsNoticesAreNot() throws IOException {
        assertEquals(
                "an error\n", start(home.resolve("sartor"), Map.of(), "search").err());
    }

    @Test
    void commandsThatComputeNothingDoNotLoadTheVectorApi() throws IOException {
        assertTrue(start(home.resolve("sartor"), Map.of(), "search").out().contains("jdk.incubator.vector"));
        for (String command : List.of("describe", "--version", "presets", "spaces", "--help")) {
            assertFalse(
                    start(home.resolve("sartor"), Map.of(), command).out().contains("jdk.incubator.vector"), command);
        }
    }
}

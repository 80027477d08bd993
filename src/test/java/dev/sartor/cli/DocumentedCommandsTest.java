package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.spec.DeviceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the documented commands exist. {@code .ci/readme-commands} runs those in the README. */
class DocumentedCommandsTest {
    private static final Path README = Path.of("README.md");
    private static final Pattern BENCHMARK = Pattern.compile("-Dbenchmark=([a-z.]+\\.[A-Z]\\w*)");
    /** The short form that {@code results/search/README.md} defines. */
    private static final Pattern SEARCH_BENCHMARK = Pattern.compile("`bench (\\S+?)[ `]");
    /** First column of the tables in {@code src/bench/README.md}. */
    private static final Pattern BENCHMARK_ROW = Pattern.compile("(?m)^\\| `([a-z.]+\\.[A-Z]\\w*)` \\|");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(#.*)|(\\S+)");

    static List<String> commands() throws IOException {
        return Stream.concat(lines(README).stream(), lines(Path.of("src/docs/devices.md")).stream())
                .toList();
    }

    private static List<String> lines(Path page) throws IOException {
        return Files.readString(page)
                .lines()
                .filter(l -> l.startsWith("./sartor "))
                .toList();
    }

    private static List<String> words(String line) {
        return WORD.matcher(line.substring("./sartor ".length()))
                .results()
                .filter(m -> m.group(2) == null)
                .map(m -> m.group(1) != null ? m.group(1) : m.group(3))
                .toList();
    }

    private static List<String> devices(List<String> words) {
        return IntStream.range(1, words.size())
                .filter(i -> words.get(i - 1).equals("--device"))
                .mapToObj(words::get)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandAndItsDevicesCanBeParsed(String line) {
        assertDoesNotThrow(() -> Sartor.commandLine().parseArgs(words(line).toArray(String[]::new)));
        devices(words(line))
                .forEach(device -> assertEquals(
                        DeviceSpec.parse(device),
                        DeviceSpec.parse(DeviceSpec.parse(device).text())));
    }

    static List<String> benchmarks() throws IOException {
        Set<String> names = benchmarkTable();
        for (Path root : List.of(Path.of("results"), Path.of("src"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path page : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                    names.addAll(names(BENCHMARK, page, ""));
                }
            }
        }
        names.addAll(names(SEARCH_BENCHMARK, Path.of("results/search/README.md"), "search."));
        return List.copyOf(names);
    }

    private static Set<String> benchmarkTable() throws IOException {
        return names(BENCHMARK_ROW, Path.of("src/bench/README.md"), "");
    }

    private static Set<String> names(Pattern pattern, Path page, String prefix) throws IOException {
        return pattern.matcher(Files.readString(page))
                .results()
                .map(m -> prefix + m.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void everyDocumentedBenchmarkHasAMainMethod(String name) {
        Class<?> benchmark = assertDoesNotThrow(
                () -> Class.forName("dev.sartor." + name, false, getClass().getClassLoader()));
        assertDoesNotThrow(() -> benchmark.getDeclaredMethod("main", String[].class));
    }

    @Test
    void everyBenchmarkIsInTheTableOfBenchmarks() throws IOException {
        Path root = Path.of("src/bench/java/dev/sartor");
        Set<String> mains = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).contains("public static void main(")) {
                    mains.add(root.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace('/', '.'));
                }
            }
        }
        // EngineComparison and KillBenchmark start them
        mains.removeAll(Set.of("executor.plan.EngineMemory", "cli.command.SmallDemo"));
        assertEquals(mains, benchmarkTable());
    }

    @Test
    void theReadmeHasAWorkedExampleOfEveryKindOfDevice() throws IOException {
        List<List<String>> profiles = lines(README).stream()
                .map(DocumentedCommandsTest::words)
                .filter(w -> w.getFirst().equals("profile"))
                .toList();
        Set<String> kinds = profiles.stream()
                .flatMap(w -> devices(w).stream())
                .map(d -> DeviceSpec.parse(d).getClass().getSimpleName() + " " + d.split(",")[0])
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "InProcessSpec cpu",
                        "InProcessSpec cuda",
                        "CommandSpec adb",
                        "CommandSpec mine.yaml",
                        "WebSpec web"),
                kinds);
        assertTrue(profiles.stream().anyMatch(w -> w.contains("--via")));
    }
}

package dev.sartor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests need this checkout and nothing beside it. */
class TestSourcesTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path BENCHMARKS = Path.of("src/bench/java");
    /** The folder of downloaded tables and data sets that some benchmarks take; written in two parts, to be no match itself. */
    private static final String REFERENCE_DATA = "shared" + "/reference";

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    @Test
    void noTestReadsReferenceDataBesideTheCheckout() throws IOException {
        for (Path source : sources(TESTS)) {
            assertFalse(Files.readString(source).contains(REFERENCE_DATA), () -> source + " reads " + REFERENCE_DATA);
        }
    }

    @Test
    void noTestUsesABenchmark() throws IOException {
        Set<String> benchmarks = names(BENCHMARKS);
        Set<String> tests = names(TESTS);
        DescribedPredicate<JavaClass> benchmark =
                DescribedPredicate.describe("benchmarks", c -> benchmarks.contains(topLevel(c)));
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("dev.sartor");
        assertEquals(
                benchmarks,
                classes.stream()
                        .map(TestSourcesTest::topLevel)
                        .filter(benchmarks::contains)
                        .collect(Collectors.toSet()));
        noClasses()
                .that(DescribedPredicate.describe("tests", c -> tests.contains(topLevel(c))))
                .should()
                .dependOnClassesThat(benchmark)
                .check(classes);
    }

    @Test
    void everyTestThatMayBeSkippedExists() throws IOException {
        String script = Files.readString(Path.of(".ci/run"));
        // the arguments of SkippedTests: one class and method in each line
        Matcher expected = Pattern.compile("\\.(\\w+)(?= \\\\$|$)", Pattern.MULTILINE)
                .matcher(script.substring(script.indexOf("SkippedTests.java ")));
        var tests = new StringBuilder();
        for (Path source : sources(TESTS)) {
            tests.append(Files.readString(source));
        }
        assertTrue(expected.find());
        do {
            assertTrue(tests.indexOf("void " + expected.group(1) + "(") > 0, expected.group(1));
        } while (expected.find());
    }

    private static Set<String> names(Path root) throws IOException {
        return sources(root).stream()
                .map(f -> root.relativize(f)
                        .toString()
                        .replace(".java", "")
                        .replace('/', '.')
                        .replace('\\', '.'))
                .collect(Collectors.toSet());
    }

    private static String topLevel(JavaClass c) {
        return c.getName().replaceFirst("\\$.*", "");
    }
}

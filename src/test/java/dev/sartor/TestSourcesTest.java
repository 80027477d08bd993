package dev.sartor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

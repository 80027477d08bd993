package dev.sartor;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructor;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import dev.sartor.base.process.Shell;
import dev.sartor.cli.command.AgentCommand;
import dev.sartor.cli.option.ViaOption;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The package rules of {@code src/docs/architecture.md}. */
class ArchitectureRulesTest {
    /** Lowest first: a package, with its sub-packages, may use those before it. */
    static final List<String> PACKAGES = List.of(
            "base",
            "arch",
            "network",
            "space",
            "data",
            "onnx",
            "litert",
            "device",
            "latency",
            "executor",
            "supernet",
            "accuracy",
            "distributed",
            "search",
            "delivery",
            "report",
            "cli");

    private static final int MAX_FILES = 25;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sartor");

    /** The program prints lines one by one: a line end within a text is shown as an escape. */
    @Test
    void noClassUsesTheLineSeparatorOfTheSystem() {
        check(noClasses().should().callMethod(System.class, "lineSeparator"));
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void aPackageUsesOnlyLowerPackages(String name) {
        String[] higher = PACKAGES.subList(PACKAGES.indexOf(name) + 1, PACKAGES.size()).stream()
                .map(ArchitectureRulesTest::within)
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(within(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(higher));
    }

    /** What files name is opened with the user's consent, see {@code src/docs/security.md}. */
    @Test
    void onlyClassesThatAskForConsentStartProcesses() {
        check(noClasses()
                .that()
                .doNotBelongToAnyOf(Devices.class, ViaOption.class, AgentCommand.class)
                .should(callMethod(Devices.class, "open", DeviceSpec.class)));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.sartor.base.process", "dev.sartor.device.command", "dev.sartor.device.remote")
                .and()
                .doNotHaveFullyQualifiedName("dev.sartor.accuracy.source.CommandCall")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .orShould(callMethod(Shell.class, "start", String.class, Map.class)));
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.sartor.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noPackageHasTooManyFiles() throws IOException {
        Map<Path, Long> counts = sources("main").collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        counts.values().removeIf(n -> n <= MAX_FILES);
        assertEquals(Map.of(), counts);
    }

    @Test
    void noTwoClassesShareAName() throws IOException {
        Map<String, List<Path>> byName = Stream.concat(sources("main"), sources("test"))
                .collect(Collectors.groupingBy(f -> f.getFileName().toString()));
        byName.values().removeIf(files -> files.size() == 1);
        assertEquals(Map.of(), byName);
    }

    @Test
    void plansDoNotDependOnTraining() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.sartor.executor.plan")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sartor.executor.training"));
    }

    /** Guards the other rules: class files of this Java version are read, method by method. */
    @Test
    void aWrongRuleFails() {
        ArchRule wrong = noClasses()
                .that()
                .resideInAPackage(within("network"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(within("arch"));
        assertThrows(AssertionError.class, () -> check(wrong));
    }

    @Test
    void everyClassIsInAPackageOfTheList() {
        Set<String> found = CLASSES.stream()
                .map(c -> c.getPackageName().split("\\."))
                .filter(p -> p.length > 2)
                .map(p -> p[2])
                .collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(PACKAGES);
        assertEquals(Set.of(), found);
        check(classes().should().resideInAPackage("dev.sartor.*.."));
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.incubator.vector.., executor.kernel",
        "ai.onnx.proto.., onnx",
        "com.google.protobuf.., onnx",
        "com.google.flatbuffers.., litert",
        "ai.onnxruntime.., device.onnxruntime",
        "io.jenetics.., search",
        "org.hipparchus.., base.math",
        "picocli.., cli"
    })
    void aLibraryStaysInsideOnePackage(String library, String name) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(within(name))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    @Test
    void onlyTheCommandLinePrintsOrExits() {
        check(outsideCli().should(ACCESS_STANDARD_STREAMS));
        check(outsideCli().should().callMethod(System.class, "exit", int.class));
    }

    @Test
    void randomnessAndTimeAreParameters() {
        check(outsideCli()
                .should(callMethod(Math.class, "random")
                        .or(callConstructor(Random.class))
                        .or(callConstructor(SplittableRandom.class))
                        .or(callMethod(ThreadLocalRandom.class, "current"))));
        check(outsideCli()
                .should(callMethod(System.class, "currentTimeMillis")
                        .or(callMethod(Instant.class, "now"))
                        .or(callMethod(Clock.class, "systemUTC"))));
    }

    @Test
    void noClassHasAMeaninglessSuffix() {
        check(noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Base|Impl)"));
    }

    private static Stream<Path> sources(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", kind, "java"))) {
            return files
                    .filter(f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"))
                    .toList()
                    .stream();
        }
    }

    private static GivenClassesConjunction outsideCli() {
        return noClasses().that().resideOutsideOfPackage(within("cli"));
    }

    /** Packages that are still empty break no rule. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static String within(String name) {
        return "dev.sartor." + name + "..";
    }
}

package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.base.UserError;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunEnvironmentTest {
    private static final Path FILE = Path.of("environment.json");

    @TempDir
    private Path folder;

    private final RunEnvironment environment = RunEnvironment.here(
            Instant.EPOCH, "search", Map.of("sartor", "1"), Map.of("space", "a", "data", "b", "table cpu", "c"));

    @Test
    void anEnvironmentIsReadAsItWasWritten() {
        RunEnvironment written = environment
                .withClasses(List.of("cat", "dog"))
                .withEvaluationSet(Optional.of(new EvaluationSet(20, 0.5)))
                .withFingerprint("ff");
        written.write(folder.resolve("environment.json"));
        assertEquals(written, RunEnvironment.read(folder.resolve("environment.json")));
        assertTrue(written.software().containsKey("java"));
    }

    @Test
    void changedInputsAreNamedAndOnlyMovedImagesHaveAnOption() {
        Map<String, String> same = Map.of("space", "a", "data", "b", "table cpu", "c");
        assertDoesNotThrow(() -> environment.requireSameInputs(same, FILE));
        UserError data = assertThrows(
                UserError.class,
                () -> environment.requireSameInputs(Map.of("space", "a", "data", "x", "table cpu", "c"), FILE));
        assertEquals("changed since the run was started: data", data.getMessage());
        assertTrue(data.fix().contains("--data"), data.text());
        UserError several = assertThrows(
                UserError.class,
                () -> environment.requireSameInputs(Map.of("space", "x", "table cpu", "c", "accuracy", "d"), FILE));
        assertEquals("changed since the run was started: accuracy, data, space", several.getMessage());
        assertTrue(several.fix().startsWith("restore"), several.text());
    }

    @Test
    void onlyNamedInputsThatWereRecordedAreChecked() {
        assertDoesNotThrow(() -> environment.requireSame(Set.of("space", "accuracy"), Map.of("space", "a"), FILE));
        UserError e = assertThrows(
                UserError.class, () -> environment.requireSame(Set.of("space", "data"), Map.of("data", "b"), FILE));
        assertEquals("the space of the run changed since the run was started", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"dog cat | their order", "cat fox | 'dog' before, 'fox' now", "cat dog fox | '' before, 'fox' now"
            })
    void changedClassesAreNamed(String now, String change) {
        RunEnvironment withClasses = environment.withClasses(List.of("cat", "dog"));
        UserError e = assertThrows(UserError.class, () -> withClasses.requireClasses(List.of(now.split(" ")), FILE));
        assertEquals("the classes of the run's data changed since the run was started: " + change, e.getMessage());
    }

    @Test
    void equalOrUnknownClassesAreAccepted() {
        assertDoesNotThrow(() -> environment.requireClasses(List.of("any"), FILE));
        assertDoesNotThrow(
                () -> environment.withClasses(List.of("cat", "dog")).requireClasses(List.of("cat", "dog"), FILE));
    }
}

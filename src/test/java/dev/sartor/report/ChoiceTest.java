package dev.sartor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        Choice trained = SampleReports.finished(30).choice().orElseThrow();
        var bare = new Choice("7", OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty(), List.of(), Optional.empty());
        for (Choice choice : List.of(trained, bare)) {
            choice.write(folder.resolve("7.json"));
            assertEquals(choice, Choice.read(folder.resolve("7.json")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"trial\":\"7\"}", "{\"trial\":\"7\",\"colour\":1}",
        "{\"trial\":\"7\",\"testAccuracy\":93,\"measured\":null,\"onnxDifference\":null,\"training\":[],\"model\":null}"})
    void damagedFilesAreTheUsersToMend(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("7.json"), text);
        var error = assertThrows(UserError.class, () -> Choice.read(file));
        assertTrue(error.where().equals(file.toString()) && error.remedy().contains("remove it"), error.text());
    }

    @Test
    void aMeasurementAscends() {
        assertThrows(IllegalArgumentException.class, () -> new Choice.Measurement("t", 1, 1.1, 1.2, 10));
    }
}

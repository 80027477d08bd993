package dev.sartor.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.cli.CommandRun;
import dev.sartor.cli.FakePhone;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Validation of a table with networks that it was not made from, through the command. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the phone is a POSIX shell script")
class ValidateCommandTest {
    private static final String SPACE = """
        name: tiny
        input: {channels: 1, resolution: 12}
        activation: relu
        stem: {kernel: 3, stride: 1, channels: 8}
        stages:
          - depth: [1, 2]
            stride: 2
            channels: [8, 16, 24, 32]
            block: {kind: conv, kernel: [1, 3, 5, 7]}
        head: {channels: 0, classes: 10, dropout: 0}
        """;
    private static final List<String> AGREEMENT =
            List.of("networks", "mape", "rmspe", "within5", "within10", "kendallTau", "bias");

    @TempDir
    private Path folder;

    private FakePhone phone;

    @BeforeEach
    void profilePhone() throws IOException {
        phone = FakePhone.create(folder);
        Path space = Files.writeString(folder.resolve("tiny.yaml"), SPACE);
        phone.profile(space, folder.resolve("mine.csv")).succeeded();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun validate(String... more) {
        var args = new ArrayList<>(List.of(
                "validate",
                "--table",
                path("mine.csv"),
                "--space",
                path("tiny.yaml"),
                "--networks",
                "6",
                "--rounds",
                "2"));
        args.addAll(List.of(more));
        return CommandRun.ok(args.toArray(String[]::new));
    }

    private LatencyTable table() {
        return LatencyTableFile.read(folder.resolve("mine.csv"));
    }

    @Test
    void agreementAndNoiseArePrintedAsJsonAndStoredInTheCertificate() {
        JsonNode json = JsonMapper.shared().readTree(validate("--json").out());
        assertEquals(AGREEMENT, List.copyOf(json.propertyNames()).subList(0, AGREEMENT.size()));
        assertEquals(AGREEMENT, List.copyOf(json.get("noise").propertyNames()));
        assertEquals(6, json.get("networks").asInt());
        assertTrue(json.get("mape").asDouble() < 0.02, json.toString());
        assertEquals(0, json.get("noise").get("mape").asDouble());
        assertTrue(json.get("macs").get("mape").asDouble() > 0.05, json.toString());
        assertEquals(1, json.get("slowdown").get("overTable").asDouble(), 1e-6);
        assertEquals(1, table().certificate().validations().size());
        assertEquals(
                json.get("mape").asDouble(),
                table().certificate()
                        .validations()
                        .getFirst()
                        .withoutSpeedCorrection()
                        .mape());
    }

    @Test
    void aValidationWithAnotherRuntimeIsReportedAndNotStored() throws IOException {
        phone.setRuntimeVersion("2");
        CommandRun run = validate();
        assertTrue(
                run.err()
                        .contains("the table was measured on another machine or runtime: runtime: was fake 1"
                                + " (unknown), is fake 2 (unknown)"),
                run.err());
        assertTrue(run.out().contains("trust  "), run.out());
        assertFalse(Files.readString(folder.resolve("mine.json")).contains("controlOverTable"));
        assertEquals(List.of(), table().certificate().validations());
    }
}

package dev.sartor.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DevicesCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theProvidersOfThisMachineAreListed() {
        var run = CommandRun.of("devices");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("runtime   ONNX Runtime ") && run.out().contains("cpu,threads=1"), run.out());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is written for a POSIX shell")
    void aGivenDeviceIsOpenedAndDescribed() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
            run: bench {model} {runs} {speed}
            times: '([0-9.]+) ms'
            settings: {speed: low}
            describe:
              cpu: echo Tensor G3
              runtime: echo mine
              version: echo 2.0
            """);
        var run = CommandRun.of("devices", "--device", file + ",threads=4,speed=high", "--json");
        assertEquals(0, run.status(), run.err());
        JsonNode object = JsonMapper.shared().readTree(run.out());
        assertEquals(file + ",threads=4,speed=high", object.get("device").asString());
        assertEquals("Tensor G3", object.get("machine").get("cpu").asString());
        assertEquals("high", object.get("settings").get("speed").asString());
        assertFalse(object.has("providers"));
        assertTrue(CommandRun.of("devices", "--device", file.toString()).out().startsWith("machine   Tensor G3\n"));
    }

    @Test
    void anUnreachableAgentIsAnErrorOfThreeLines() {
        var run = CommandRun.of("devices", "--via", "no-such-program-here");
        assertEquals(1, run.status());
        assertEquals(3, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("no agent replies: "), run.err());
    }
}

package dev.sartor.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.cli.CommandRun;
import dev.sartor.cli.FakePhone;
import dev.sartor.cli.TinySpace;
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

/** Staircases of the blocks of a space on a simulated phone, whose latency is proportional to the size of a model's file. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the phone is a POSIX shell script")
class ExplainCommandTest {
    @TempDir
    private Path folder;

    private FakePhone phone;

    @BeforeEach
    void createPhone() throws IOException {
        phone = FakePhone.create(folder);
        TinySpace.write(folder);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun staircase(String... more) {
        var args = new ArrayList<>(List.of(
                "explain",
                "--space",
                path("tiny.yaml"),
                "--staircase",
                "--blocks",
                "cn_k3_nre",
                "--max-channels",
                "32",
                "--channel-step",
                "16",
                "--rounds",
                "2"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void thePrecisionsOfADeviceAreMeasuredSideBySide() throws IOException {
        CommandRun run = staircase(
                "--device",
                phone.deviceFile(),
                "--device",
                phone.deviceFile() + ",precision=int8",
                "-o",
                path("page.html"));
        run.succeeded();
        List<String> lines = run.out().lines().toList();
        assertEquals("convolution 3x3 at 6x6 (cn_k3_nre)", lines.getFirst());
        assertEquals("  fp32: no clear steps", lines.get(1));
        assertTrue(lines.get(3).matches(" *channels  fp32, ms +int8, ms"), lines.get(3));
        // two numbers of channels; the floats of 32 channels take the most time
        assertTrue(lines.get(5).matches(" +32 +[0-9.]+  #{24} +[0-9.]+  #{1,12}"), lines.get(5));
        assertEquals("chart  " + path("page.html"), lines.getLast());
        assertTrue(Files.readString(folder.resolve("page.html")).contains("convolution 3x3 at 6x6"));
        assertEquals(List.of("page.html", "phone", "tiny.yaml"), files());
    }

    @Test
    void anInterruptedMeasurementIsKeptBesideThePage() throws IOException {
        phone.failAfterCalls(6);
        assertEquals(
                1,
                staircase("--device", phone.deviceFile(), "-o", path("page.html"))
                        .status());
        assertEquals(List.of("page.html.device1.jsonl", "phone", "tiny.yaml"), files());
        phone.stopFailing();
        staircase("--device", phone.deviceFile(), "-o", path("page.html")).succeeded();
        assertEquals(List.of("page.html", "phone", "tiny.yaml"), files());
    }

    @Test
    void theDeviceOfATableIsMeasuredAndStepsArePrintedAsJson() {
        phone.profile(folder.resolve("tiny.yaml"), folder.resolve("mine.csv")).succeeded();
        JsonNode json = JsonMapper.shared()
                .readTree(staircase("--table", path("mine.csv"), "--json")
                        .succeeded()
                        .out());
        JsonNode block = json.get("staircases").get(0);
        assertEquals("cn_k3_nre", block.get("block").asString());
        JsonNode on = block.get("on").get(0);
        assertEquals("fp32", on.get("name").asString());
        assertEquals(2, on.get("steps").size());
        // 9 x 16 x 16 weights of 4 bytes, at 0.1 us for each byte; the rest of the file is smaller
        assertEquals(0.92, on.get("steps").get(0).get("ms").asDouble(), 0.1);
    }

    @Test
    void optionsOfTheMeasurementNeedTheStaircase() {
        CommandRun run = CommandRun.of("explain", "--space", path("tiny.yaml"), "--table", "x", "--budget", "1m");
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("--budget cannot be used here: only --staircase measures"), run.err());
    }

    @Test
    void aTableOrADeviceIsRequired() {
        CommandRun run = staircase();
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("Missing required option: '--table=T'"), run.err());
        assertEquals(2, staircase("--table", "x", "--device", "cpu").status());
    }

    @Test
    void aStepThatIsTooLargeForTheChannelsIsAnError() {
        CommandRun run = staircase("--device", phone.deviceFile(), "--channel-step", "17");
        assertEquals(2, run.status(), run.err());
        assertEquals(3, run.err().lines().count(), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
    }
}

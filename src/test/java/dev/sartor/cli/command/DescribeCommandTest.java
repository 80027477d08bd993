package dev.sartor.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Preset;
import dev.sartor.arch.Presets;
import dev.sartor.cli.CommandRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DescribeCommandTest {

    static List<String> presets() {
        return Presets.all().stream().map(Preset::name).toList();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void theLayersOfEveryPresetAddUpToItsTotals(String preset) {
        CommandRun run = CommandRun.of("describe", preset, "--json");
        assertEquals(0, run.status(), run.err());
        JsonNode json = JsonMapper.shared().readTree(run.out());
        long macs = 0;
        long params = 0;
        for (JsonNode layer : json.get("layers")) {
            macs += layer.get("macs").asLong();
            params += layer.get("params").asLong();
            assertEquals(3, layer.get("output").size());
        }
        assertEquals(preset, json.get("name").asString());
        assertEquals(json.get("macs").asLong(), macs);
        assertEquals(json.get("params").asLong(), params);
        assertTrue(json.get("peakActivationBytes").asLong() > 0);
        assertEquals(4 * json.get("params").asLong(), json.get("weightBytes").asLong());
        assertTrue(json.get("blocks").get(0).asString().contains("_c"));
    }

    @Test
    void theTextShowsTheSharesPerLayerKind() {
        CommandRun run = CommandRun.of("describe", "mobilenet-v1");
        assertTrue(run.out().contains("conv-1x1               94.86%     74.59%"), run.out());
        assertTrue(run.out().contains("568,740,352 MACs"), run.out());
    }

    @Test
    void inInt8AValueIsOneByte() {
        JsonNode fp32 = JsonMapper.shared()
                .readTree(CommandRun.of("describe", "mobilenet-v1", "--json").out());
        CommandRun run = CommandRun.of("describe", "mobilenet-v1", "--precision", "int8", "--json");
        JsonNode int8 = JsonMapper.shared().readTree(run.out());
        assertEquals(
                fp32.get("peakActivationBytes").asLong(),
                4 * int8.get("peakActivationBytes").asLong());
        assertTrue(
                int8.get("weightBytes").asLong()
                        // a quarter for the weights, and a little for biases in 32 bits
                        < 0.28 * fp32.get("weightBytes").asLong(),
                run.out());
        assertTrue(
                int8.get("arena").get("plannedBytes").asLong()
                        >= int8.get("peakActivationBytes").asLong(),
                run.out());
        // 28 convolutions and a linear layer have more than 10,000 output channels, each of which takes 8 bytes
        assertTrue(int8.get("arena").get("minTableBytes").asLong() > 8 * 10_000, run.out());
        CommandRun wrong = CommandRun.of("describe", "mobilenet-v1", "--precision", "int4");
        assertEquals(2, wrong.status());
        assertTrue(wrong.err().contains("'int4' is not a precision"), wrong.err());
        assertEquals(3, wrong.err().lines().count(), wrong.err());
    }

    @Test
    void multipliersAreApplied() {
        CommandRun run = CommandRun.of("describe", "mobilenet-v1", "--width", "0.5", "--resolution", "160", "--json");
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertEquals(160, json.get("input").get(1).asInt());
        assertEquals(1_331_592, json.get("params").asLong());
    }

    @Test
    void theErrorAboutAMistypedPresetSuggestsTheMostSimilarName() {
        CommandRun run = CommandRun.of("describe", "mobilenet-v9");
        assertEquals(2, run.status());
        assertEquals(3, run.err().lines().count());
        assertTrue(run.err().contains("did you mean 'mobilenet-v1'?"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        CommandRun run = CommandRun.of("describe", "mobilenet-v1", "--wdith", "1");
        assertEquals(2, run.status());
        assertEquals(3, run.err().lines().count(), run.err());
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        CommandRun run = CommandRun.of();
        assertEquals(2, run.status());
        assertTrue(run.err().contains("Commands:"), run.err());
    }
}

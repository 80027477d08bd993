package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Baselines through the command: chosen within the limits, trained like the winner, resumable. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BaselinesRunTest {
    private static final String DATA = "shapes:train=96,validation=60,test=60,size=12";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void searchRuns() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
        search("run", "macs<=1.5M");
        search("tight", "macs<=60k");
    }

    private static void search(String name, String limit) {
        CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--accuracy",
                "most-params",
                "--limit",
                limit,
                "--trials",
                "3",
                "--out",
                path(name));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandRun train(String baselines, String... more) {
        var args = new ArrayList<>(
                List.of("train", path("run"), "--epochs", "1", "--batch", "32", "--baselines", baselines));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    @Order(1)
    void theWinnerIsComparedWithEquallyTrainedNetworksWithinTheLimits() throws IOException {
        CommandRun run = train("mobilenet-v2,largest,random=2", "--seeds", "2", "--json");
        assertEquals(0, run.status(), run.err());
        JsonNode card = JsonMapper.shared().readTree(run.out());
        JsonNode results = card.get("baselines");
        assertEquals(2, results.get("winnerAccuracy").size());
        assertEquals(card.get("testAccuracy"), results.get("winnerAccuracy").get(0));
        assertEquals(3, results.get("entries").size());
        for (JsonNode entry : results.get("entries")) {
            assertTrue(entry.get("network").get("costs").get("macs").asLong() <= 1_500_000, entry.toString());
            double gain = entry.get("gain").get("gain").asDouble();
            double difference = mean(results.get("winnerAccuracy")) - mean(entry.get("testAccuracy"));
            assertEquals(difference, gain, 1e-9);
            assertTrue(entry.get("gain").get("lower").asDouble() < gain);
        }
        JsonNode trained = JsonMapper.shared()
                .readTree(models().resolve("mobilenet-v2-seed2.json").toFile());
        assertEquals(card.get("recipe"), trained.get("recipe"));
        assertEquals(card.get("data").get("sha256"), trained.get("data").get("sha256"));
        String report = Files.readString(folder.resolve("run/report.html"));
        assertTrue(report.contains("best of 2 random networks"));
        assertTrue(
                report.contains(
                        "<tr class=\"best\"><th>trial " + card.get("name").asString() + "</th>"),
                report);
    }

    private static double mean(JsonNode values) {
        return (values.get(0).asDouble() + values.get(1).asDouble()) / 2;
    }

    private static Path models() throws IOException {
        try (var folders = Files.list(folder.resolve("run/baselines"))) {
            return folders.findFirst().orElseThrow();
        }
    }

    @Test
    @Order(2)
    void missingWeightsAreTrainedAgainWithTheSameResult() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("run/baselines.json"));
        Files.delete(models().resolve("largest-seed2.json"));
        CommandRun run = train("mobilenet-v2,largest,random=2", "--seeds", "2");
        assertEquals(0, run.status(), run.err());
        assertEquals(
                1,
                run.err()
                        .lines()
                        .filter(l -> l.startsWith("training ") && l.contains("epochs"))
                        .count(),
                run.err());
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(folder.resolve("run/baselines.json"))));
        assertTrue(run.out().contains("gain of trial"), run.out());
        assertTrue(run.out().contains(" on average of 2 trainings; baselines within macs<=1.5M"), run.out());
        assertTrue(run.out().contains("paired differences on the same 60 test images"), run.out());
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource({
        "--baselines resnet, there is no baseline 'resnet'",
        "--baselines random=0, '0' is not a number of random networks",
        "--seeds 3, there are no baselines to train with several seeds"
    })
    void aMistakeIsRefusedInThreeLines(String option, String message) {
        String[] words = option.split(" ");
        CommandRun run = CommandRun.of("train", path("run"), words[0], words[1]);
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals(3, run.err().lines().count(), run.err());
    }

    @Test
    @Order(3)
    void baselinesDoNotStartFromSharedWeights() {
        CommandRun run = train("all", "--from", path("run"));
        assertEquals(2, run.status(), run.err());
        assertEquals(3, run.err().lines().count(), run.err());
    }

    @Test
    @Order(4)
    void aLimitThatNoScaledMobileNetMeetsNamesTheOtherBaselines() {
        CommandRun run = CommandRun.of("train", path("tight"), "--epochs", "1", "--baselines", "all");
        assertEquals(3, run.status(), run.err());
        assertTrue(run.err().contains("no width and resolution of MobileNetV2 is within the limits"), run.err());
        assertTrue(run.err().contains("--baselines largest,random=8"), run.err());
        assertFalse(Files.exists(folder.resolve("tight/models/1.weights")), "it is refused before anything is trained");
    }
}

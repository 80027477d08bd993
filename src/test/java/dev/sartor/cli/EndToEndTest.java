package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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

/** The whole workflow through the commands, on a tiny space and few images: profile, search, train, export, report. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {
    private static final String DATA = "shapes:train=120,validation=60,test=60,size=12";
    static final String SPACE = """
        name: tiny
        input: {channels: 1, resolution: 12}
        activation: relu
        stem: {kernel: 3, stride: 1, channels: 8}
        stages:
          - depth: [1, 2]
            stride: 2
            channels: [8, 16]
            block:
              - {kind: conv, kernel: 3}
              - {kind: inverted, kernel: [3, 5], expansion: [0.5, 2]}
        head: {channels: 0, classes: 10, dropout: 0.1}
        """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeSpace() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), SPACE);
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    @Order(1)
    void aDeviceIsProfiled() {
        CommandRun run =
                CommandRun.ok("profile", "--space", path("tiny.yaml"), "--out", path("mine.csv"), "--rounds", "4");
        assertTrue(run.out().contains("units of cpu,threads=1"), run.out());
        assertTrue(CommandRun.ok("tables", "--folder", folder.toString()).out().contains("mine"));
    }

    @Test
    @Order(2)
    void aLimitThatNoNetworkMeetsIsRejectedBeforeTheSearch() {
        CommandRun run = CommandRun.of(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--table",
                path("mine.csv"),
                "--limit",
                "latency<=1us",
                "--out",
                path("impossible"));
        assertEquals(3, run.status(), run.err());
        assertTrue(run.err().contains("the minimum is"), run.err());
        assertFalse(Files.exists(folder.resolve("impossible")));
    }

    @Test
    @Order(3)
    void theErrorAboutAMissingUnitContainsTheCommandThatMeasuresIt() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.yaml"),
                SPACE.replace("[8, 16]", "[8, 24]").replace("tiny", "other"));
        CommandRun run = CommandRun.of(
                "search",
                "--space",
                other.toString(),
                "--data",
                DATA,
                "--table",
                path("mine.csv"),
                "--out",
                path("lacking"));
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("_c24_nre@"), run.err());
        assertTrue(run.err().contains(" --device cpu,threads=1 --out mine-other.csv"), run.err());
    }

    @Test
    @Order(4)
    void aSearchWritesACompleteRun() throws IOException {
        CommandRun run = CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--table",
                path("mine.csv"),
                "--limit",
                "macs<=1M",
                "--trials",
                "6",
                "--accuracy",
                "training:epochs=1,images=64",
                "--out",
                path("run"),
                "--json");
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertEquals(
                List.of("run", "trials", "feasible", "front", "hypervolume", "evaluationSet"),
                List.copyOf(json.propertyNames()));
        assertEquals(6, json.get("feasible").asInt());
        assertTrue(json.get("front").get(0).get("latencyMs").get("mine").asDouble() > 0);
        for (String file : List.of("config.yaml", "environment.json", "trials.jsonl", "front.csv", "report.html")) {
            assertTrue(Files.size(folder.resolve("run").resolve(file)) > 0, file);
        }
    }

    @Test
    @Order(5)
    void aTruncatedRunResumesToTheSameBytes() throws IOException {
        Path trials = folder.resolve("run/trials.jsonl");
        byte[] whole = Files.readAllBytes(trials);
        Files.write(trials, Arrays.copyOf(whole, whole.length - 25));
        CommandRun run = CommandRun.ok("search", "--resume", path("run"));
        assertTrue(run.err().contains("was incomplete; that trial is repeated"), run.err());
        assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(trials)));
    }

    @Test
    @Order(6)
    void anExistingRunIsNotOverwritten() {
        CommandRun run = CommandRun.of(
                "search", "--space", path("tiny.yaml"), "--data", DATA, "--trials", "2", "--out", path("run"));
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("--resume"), run.err());
    }

    @Test
    @Order(7)
    void anUntrainedRunIsNotExported() {
        CommandRun run = CommandRun.of("export", path("run"));
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("sartor train"), run.err());
    }

    @ParameterizedTest
    @Order(8)
    @CsvSource({
        "--width 0.5, run, trials of a run are trained as they were searched",
        "--resolution 24, run, trials of a run are trained as they were searched",
        "--seed 2, run:1, trials of a run are trained as they were searched",
        "--out models, run:1, trials of a run are trained as they were searched",
        "--best 2, run:1, the argument names one trial",
        "--spread 2, run:1, the argument names one trial"
    })
    void optionsWithoutEffectOnARunAreRejected(String option, String run, String why) {
        CommandRun refused = CommandRun.of("train", path(run), option.split(" ")[0], option.split(" ")[1]);
        assertEquals(2, refused.status());
        assertEquals(
                option.split(" ")[0] + " cannot be used here: " + why,
                refused.err().lines().findFirst().orElseThrow());
        assertEquals(3, refused.err().lines().count(), refused.err());
    }

    @Test
    @Order(8)
    void theBestTrialIsMeasuredTrainedExportedAndVerified() throws IOException {
        CommandRun.ok("train", path("run"), "--epochs", "2", "--batch", "16");
        Path first = trainedCards().getFirst();
        byte[] written = Files.readAllBytes(first);
        Files.setLastModifiedTime(first, FileTime.fromMillis(0));
        CommandRun both = CommandRun.ok("train", path("run"), "--best", "2", "--epochs", "2", "--batch", "16");
        assertEquals(
                2, both.out().lines().filter(l -> l.contains("test accuracy")).count(), both.out());
        assertEquals(2, trainedCards().size());
        assertEquals(-1, Arrays.mismatch(written, Files.readAllBytes(first)));
        assertEquals(0, Files.getLastModifiedTime(first).toMillis(), "what was trained is not trained again");
        assertTrue(Files.exists(folder.resolve("run/measured.json")));
        JsonNode card = JsonMapper.shared()
                .readTree(CommandRun.ok("export", path("run"), "-o", path("model.onnx"), "--json")
                        .out());
        assertTrue(card.get("export").get("greatestDifference").asDouble() <= 1e-4);
        assertTrue(card.get("measured").get(0).get("latency").get("medianMs").asDouble() > 0);
        assertTrue(Files.size(folder.resolve("model.onnx")) > 1000);
        assertTrue(Files.readString(folder.resolve("run/report.html")).contains("test accuracy"));
    }

    @Test
    @Order(11)
    void aSpreadOfTrialsShowsHowWellTheSearchRanks() throws IOException, InterruptedException {
        CommandRun one = CommandRun.ok("train", path("run"), "--epochs", "2", "--batch", "16");
        assertTrue(one.out().contains("is not known: 2 of at least 5 were trained afterwards"), one.out());
        List<String> more = new ArrayList<>(PrintedCommand.words(PrintedCommand.line(one.out(), "trust ")));
        assertEquals(List.of("train", path("run"), "--spread", "8", "--epochs", "2", "--batch", "16"), more);
        more.add("--json");
        JsonNode cards = JsonMapper.shared()
                .readTree(CommandRun.ok(more.toArray(String[]::new)).out());
        assertEquals(6, cards.size());
        JsonNode ranking = cards.get(0).get("ranking");
        assertEquals(6, ranking.get("networks").asInt());
        double tau = ranking.get("source").get("tau").asDouble();
        assertTrue(ranking.get("source").get("lower").asDouble() < tau, ranking.toString());
        assertEquals(
                tau < ranking.get("macs").get("tau").asDouble(),
                ranking.get("belowMacs").asBoolean());
        assertTrue(Files.readString(folder.resolve("run/report.html"))
                .contains("The best network after training was number"));
    }

    @Test
    @Order(12)
    void baselinesAreMeasuredOnTheDeviceOfTheTable() throws IOException {
        CommandRun run = CommandRun.ok(
                "train", path("run"), "--epochs", "2", "--batch", "16", "--baselines", "largest,random=2");
        assertTrue(run.out().contains("The baselines were measured as whole networks on the device."), run.out());
        JsonNode results = JsonMapper.shared()
                .readTree(folder.resolve("run/baselines.json").toFile());
        assertTrue(results.get("limits").toString().contains("latency<="), "the winner's own latency is the limit");
        for (JsonNode entry : results.get("entries")) {
            assertTrue(
                    entry.get("network")
                                    .get("measured")
                                    .get("mine")
                                    .get("medianMs")
                                    .asDouble()
                            > 0,
                    entry.toString());
        }
    }

    private static List<Path> trainedCards() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("run/models"))) {
            return files.filter(f -> f.toString().endsWith(".json")).toList();
        }
    }

    @Test
    @Order(9)
    void aTrialIsDescribedPredictedAndTrainedByItself() {
        assertTrue(CommandRun.ok("describe", path("run") + ":1").out().contains("MACs"));
        assertTrue(CommandRun.ok("predict", "--table", path("mine.csv"), path("run") + ":1")
                .out()
                .contains("nine of ten between"));
        CommandRun missing = CommandRun.of("describe", path("run") + ":999");
        assertEquals(2, missing.status());
        CommandRun.ok("train", path("run") + ":1", "--data", DATA, "--epochs", "1", "--out", path("alone"));
        CommandRun.ok(
                "export", path("run") + ":1", "--data", DATA, "--models", path("alone"), "-o", path("alone.onnx"));
        assertTrue(Files.exists(folder.resolve("alone.onnx")));
    }

    @Test
    @Order(10)
    void aDeletedReportIsWrittenAgain() throws IOException {
        Files.delete(folder.resolve("run/report.html"));
        assertTrue(CommandRun.ok("report", path("run")).out().strip().endsWith("report.html"));
        assertTrue(Files.exists(folder.resolve("run/report.html")));
    }

    @Test
    void aLimitInAWrongUnitIsAUsageError() {
        CommandRun run =
                CommandRun.of("search", "--space", path("tiny.yaml"), "--data", DATA, "--limit", "latency<=5M");
        assertEquals(2, run.status(), run.err());
        assertEquals(3, run.err().lines().count(), run.err());
    }

    @Test
    void theErrorAboutAMistypedSpaceSuggestsTheMostSimilarName() {
        CommandRun run = CommandRun.of("search", "--space", "small-82", "--data", DATA);
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("small-28"), run.err());
    }
}

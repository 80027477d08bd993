package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supernet as accuracy source through the commands: trained once, reused, checked, used as initial weights, exported. */
class SharedWeightsRunTest {
    private static final String DATA = "shapes:train=96,validation=60,test=60,size=12";
    private static final String ACCURACY = "supernet:epochs=2";
    private static final String ARCHITECTURE = """
        name: mine
        input: 1x12x12
        stem: {kernel: 3, stride: 1, channels: 8, activation: relu}
        blocks: [cn_r1_k3_s2_c16_nre]
        head: {channels: 0, hidden: 0, classes: 10, activation: relu, dropout: 0.1}
        """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void searchFirst() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
        search("first", ACCURACY, "params<=100k");
    }

    private static CommandRun search(String name, String accuracy, String limit) {
        return CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--accuracy",
                accuracy,
                "--limit",
                limit,
                "--trials",
                "4",
                "--out",
                path(name));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static List<String> trials(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("trials.jsonl"));
    }

    @Test
    void aLaterRunOfTheSameSpaceAndImagesReusesTheSharedWeights() throws IOException {
        CommandRun again = search("second", ACCURACY, "params<=100k");
        assertTrue(again.err().contains("reusing the shared weights of"), again.err());
        assertFalse(again.err().contains("loss"), again.err());
        assertEquals(trials("first"), trials("second"));
    }

    @Test
    void aResumedRunNeedsTheSharedWeightsItWasStartedWith() throws IOException {
        search("other", "supernet:epochs=1", "params<=100k");
        search("changed", ACCURACY, "params<=100k");
        Path environment = folder.resolve("changed/environment.json");
        // the key learnt holds the fingerprint of the shared weights
        String learnt = Files.readString(environment).replaceFirst("(?s).*\"learnt\" : \"([0-9a-f]{64})\".*", "$1");
        Files.writeString(environment, Files.readString(environment).replace(learnt, "0".repeat(64)));
        CommandRun run = CommandRun.of("search", "--resume", path("changed"));
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("the trained state of the accuracy source changed"), run.err());
    }

    @Test
    void anyArchitectureOfTheSpaceIsTrainedFromTheSharedWeightsAndExported() throws IOException {
        Files.writeString(folder.resolve("mine.arch.yaml"), ARCHITECTURE);
        CommandRun run = CommandRun.ok(
                "train",
                path("mine.arch.yaml"),
                "--from",
                path("first"),
                "--epochs",
                "1",
                "--out",
                path("models"),
                "--json");
        assertTrue(run.out().contains("\"from\" : \"first\""), run.out());
        CommandRun.ok(
                "export", path("mine.arch.yaml"), "--data", DATA, "--models", path("models"), "-o", path("mine.onnx"));
        assertTrue(Files.size(folder.resolve("mine.onnx")) > 1000);
    }

    @Test
    void aTrialIsTrainedFromTheSharedWeightsOfItsRunAndASecondTrainOnlyWritesTheReport() throws IOException {
        CommandRun run = CommandRun.ok("train", path("first:1"), "--from", path("first"), "--epochs", "1");
        assertTrue(run.err().contains("from the shared weights of first"), run.err());
        // as after a kill between the end of the training and the report
        Path report = folder.resolve("first/report.html");
        Files.delete(report);
        CommandRun again = CommandRun.ok("train", path("first:1"), "--from", path("first"), "--epochs", "1");
        assertTrue(again.err().contains("was trained with these settings before"), again.err());
        assertTrue(Files.exists(report));
    }

    @Test
    void theErrorNamesARunWithoutSharedWeights() {
        search("plain", "most-params", "params<=100k");
        CommandRun run = CommandRun.of("train", path("first:2"), "--from", path("plain"), "--epochs", "1");
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("has no shared weights"), run.err());
    }
}

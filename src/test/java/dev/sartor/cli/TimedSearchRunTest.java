package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Searches that are planned for a time, on a tiny space and few images. */
class TimedSearchRunTest {
    private static final String DATA = "shapes:train=120,validation=60,test=60,size=12";
    private static final String PLAN =
            "plan: {time-s: 60, measuring-s: 15, finalists: 3, finals: \"halving:epochs=2,first=2,keep=2,images=64\","
                    + " epochs: 2, batch: 16}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSpace() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun timedSearch(String time, String... more) {
        List<String> words =
                new ArrayList<>(List.of("search", "--space", path("tiny.yaml"), "--time", time, "--out", path("run")));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }

    /** A run with the given number of trials and a plan, as if it had been stopped after its last trial. */
    private void searchWithPlan(String name, String trials) throws IOException {
        CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                DATA,
                "--limit",
                "macs<=1M",
                "--objective",
                "accuracy",
                "--accuracy",
                "training:epochs=1,images=64",
                "--algorithm",
                "predictive",
                "--trials",
                trials,
                "--out",
                path(name));
        Files.writeString(folder.resolve(name).resolve("config.yaml"), PLAN, StandardOpenOption.APPEND);
    }

    @Test
    void aDryRunPrintsThePlanWithTimesAndWritesNothing() {
        CommandRun run = timedSearch("1m", "--data", DATA, "--limit", "macs<=1M", "--dry-run");
        assertEquals(0, run.status(), run.err());
        List<String> lines = run.out().lines().toList();
        // which source is chosen depends on the speed of this machine
        assertTrue(
                lines.getFirst().matches("plan for 1:00: (accuracies come from|networks are compared).*"), run.out());
        assertTrue(lines.get(1).matches("  search +[0-9]:[0-9]{2}.* networks.*"), run.out());
        assertTrue(
                lines.get(lines.size() - 2).matches("  training +[0-9]:[0-9]{2}.* the winner, trained on .*"),
                run.out());
        assertTrue(lines.getLast().matches("  together +[0-9]:[0-9]{2}.*"), run.out());
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void theErrorForATimeThatIsTooShortNamesTheMinimum() {
        CommandRun run = timedSearch("1s", "--data", DATA);
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("the time is too short to compare networks"), run.err());
        assertTrue(run.err().matches("(?s).*fix: +give [0-9]+s or more.*"), run.err());
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @ParameterizedTest
    @CsvSource({"--trials,20", "--population,8", "--algorithm,random", "--time-limit,5m"})
    void optionsThatThePlanDecidesAreRefused(String option, String value) {
        CommandRun run = timedSearch("1h", "--data", DATA, option, value);
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains(option + " cannot be used here: with --time, it is planned"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv:known.csv", "training:epochs=2", "halving", "naswot", "supernet:epochs=3"})
    void anAccuracySourceWithSettingsOfItsOwnCannotBePlanned(String accuracy) {
        CommandRun run = timedSearch("1h", "--data", DATA, "--accuracy", accuracy);
        assertEquals(2, run.status(), run.err());
        assertTrue(
                run.err().contains("with --time, the accuracy source and its settings are planned")
                        && run.err().contains("--accuracy " + accuracy),
                run.err());
    }

    @Test
    void aTimedSearchNeedsImages() {
        CommandRun run = timedSearch("1h");
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("no images to train on"), run.err());
    }

    @Test
    void aResumedRunCannotGetAnotherTimeOrMoreTrials() throws IOException {
        searchWithPlan("run", "4");
        CommandRun time = CommandRun.of("search", "--resume", path("run"), "--time", "2h");
        assertEquals(2, time.status(), time.err());
        assertTrue(time.err().contains("--time cannot be used here"), time.err());
        CommandRun more = CommandRun.of("search", "--resume", path("run"), "--trials", "9");
        assertEquals(2, more.status(), more.err());
        assertTrue(more.err().contains("the run follows a plan for its time, which fixes its trials"), more.err());
    }

    @Test
    void aResumedRunTrainsItsFinalistsAndTheWinner() throws IOException, InterruptedException {
        searchWithPlan("run", "8");
        CommandRun run = CommandRun.ok("search", "--resume", path("run"), "--json");
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertEquals(8, json.get("feasible").asInt());
        JsonNode finals = JsonMapper.shared().readTree(Files.readString(folder.resolve("run/finals.json")));
        assertEquals(3, finals.get("finalists").size());
        assertEquals(
                finals.get("winner").asString(), json.get("trained").get("name").asString());
        assertEquals(2, json.get("trained").get("history").size());
        String report = Files.readString(folder.resolve("run/report.html"));
        assertTrue(report.contains("test accuracy") && report.contains("validation of finalists"));
        CommandRun again = CommandRun.ok("search", "--resume", path("run"));
        assertTrue(again.err().contains("was trained with these settings before"), again.err());
        assertTrue(again.out().contains("next    sartor export " + path("run") + ":"), again.out());
        PrintedCommand.run(again.out(), "next ").succeeded();
    }

    @Test
    void anInterruptedRunEndsWithTheSameBytesOnAnyNumberOfThreads() throws IOException {
        searchWithPlan("one", "6");
        copy("one", "two");
        CommandRun.ok("search", "--resume", path("one"), "--threads", "1");
        CommandRun.ok("search", "--resume", path("two"), "--threads", "3");
        String winner = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("one/finals.json")))
                .get("winner")
                .asString();
        // killed while the winner was trained: the finalists are known, the model is not
        Files.delete(folder.resolve("two/models/" + winner + ".json"));
        Files.delete(folder.resolve("two/models/" + winner + ".weights"));
        CommandRun.ok("search", "--resume", path("two"));
        for (String file : List.of("trials.jsonl", "finals.json", "models/" + winner + ".weights")) {
            assertEquals(
                    -1,
                    Arrays.mismatch(
                            Files.readAllBytes(folder.resolve("one").resolve(file)),
                            Files.readAllBytes(folder.resolve("two").resolve(file))),
                    file);
        }
    }

    private void copy(String from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(to).resolve(folder.resolve(from).relativize(file)));
            }
        }
    }
}

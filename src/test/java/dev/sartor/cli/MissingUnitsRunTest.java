package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.prediction.LatencyPrediction;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A search with a table that lacks half of the units of the space: refused or interpolated. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MissingUnitsRunTest {
    private static final SearchSpace SPACE = SpaceFile.find("small-28");
    private static final double MAX_MS = 0.1;
    private static final double CONFIDENCE = 0.95;

    @TempDir
    private static Path folder;

    private static LatencyTable partialTable;

    @BeforeAll
    static void writePartialTable() {
        LatencyTable shipped = LatencyTableFile.read(LatencyTables.FOLDER.resolve("xeon-vm-ort-fp32-1t-small-28.csv"));
        List<UnitLatency> rows = new ArrayList<>(shipped.units());
        Collections.shuffle(rows, new Random(1));
        partialTable = new LatencyTable("part", rows.subList(rows.size() / 2, rows.size()), shipped.provenance());
        LatencyTableFile.write(partialTable, folder.resolve("part.csv"));
    }

    private static CommandRun search(String... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "search",
                                "--space",
                                "small-28",
                                "--table",
                                folder.resolve("part.csv").toString(),
                                "--accuracy",
                                "most-macs",
                                "--algorithm",
                                "random",
                                "--trials",
                                "150",
                                "--limit",
                                "P(latency<=" + MAX_MS + "ms)>=" + CONFIDENCE,
                                "--out",
                                folder.resolve("run").toString()),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    @Test
    @Order(1)
    void byDefaultMissingUnitsAreAnErrorThatNamesTheCommandThatMeasuresThem() {
        CommandRun run = search();
        assertEquals(2, run.status(), run.err());
        assertTrue(
                run.err().contains("the latency table lacks ")
                        && run.err().contains("sartor profile --space search-spaces/small-28.yaml --device "),
                run.err());
        assertTrue(Files.notExists(folder.resolve("run")));
    }

    @Test
    @Order(2)
    void interpolatedUnitsCountInEveryLatencyAndTheSummaryPrintsTheMeasuredShare() throws IOException {
        CommandRun run = search("--missing", "interpolate", "--json");
        assertEquals(0, run.status(), run.err());
        assertTrue(Files.readString(folder.resolve("run/config.yaml")).contains("missing: interpolate\n"));
        JsonNode json = JsonMapper.shared().readTree(run.out());
        var predictor = new LatencyPredictor(partialTable, MissingUnitPolicy.INTERPOLATE);
        double lowestShare = 1;
        List<JsonNode> trials = trials();
        for (JsonNode point : json.get("front")) {
            JsonNode trial = trials.get(point.get("id").asInt() - 1);
            lowestShare = Math.min(lowestShare, predict(trial, predictor).measuredShare());
        }
        assertTrue(lowestShare < 1, "the front has no interpolated unit");
        assertEquals(lowestShare, json.get("measuredShares").get("part").asDouble(), 1e-12);
        for (JsonNode trial : trials) {
            assertEquals(
                    predict(trial, predictor).totalMs(),
                    trial.get("latencyMs").get("part").asDouble());
        }
    }

    @Test
    @Order(3)
    void aProbabilisticLimitUsesTheWiderIntervalsOfInterpolatedUnits() throws IOException {
        var predictor = new LatencyPredictor(partialTable, MissingUnitPolicy.INTERPOLATE);
        int feasibleByNarrowIntervalOnly = 0;
        for (JsonNode trial : trials()) {
            LatencyPrediction p = predict(trial, predictor);
            boolean holds = p.totalMs() * p.uncertainty().orElseThrow().upperFactor(CONFIDENCE) <= MAX_MS;
            assertEquals(holds, trial.get("feasible").asBoolean(), "trial " + trial);
            feasibleByNarrowIntervalOnly += !holds
                            && p.totalMs()
                                            * predictor
                                                    .uncertainty()
                                                    .orElseThrow()
                                                    .upperFactor(CONFIDENCE)
                                    <= MAX_MS
                    ? 1
                    : 0;
        }
        assertTrue(feasibleByNarrowIntervalOnly > 0, "the wider interval decides nothing here");
    }

    @Test
    @Order(4)
    void aResumedRunKeepsThePolicy() throws IOException {
        Path trials = folder.resolve("run/trials.jsonl");
        byte[] whole = Files.readAllBytes(trials);
        Files.write(trials, Arrays.copyOf(whole, whole.length / 2));
        CommandRun run =
                CommandRun.of("search", "--resume", folder.resolve("run").toString());
        assertEquals(0, run.status(), run.err());
        assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(trials)));
        String coverage = run.out()
                .lines()
                .filter(l -> l.contains("comes from rows of table"))
                .findFirst()
                .orElseThrow();
        assertTrue(
                coverage.matches(
                        "at least \\d+\\.\\d % of the latency of each network on the front comes from rows of table"
                                + " part; the rest is estimated"),
                coverage);
        String report = Files.readString(folder.resolve("run/report.html"));
        assertTrue(report.contains(coverage.replaceFirst("at least ([0-9.]+) .*", "$1"))
                && report.contains("of the latency of each network on the front comes from its rows"));
    }

    @Test
    void boundsUnderAProbabilisticLimitNeedMeasuredUnits() {
        String[] bounds = {
            "bounds",
            "--space",
            "small-28",
            "--table",
            folder.resolve("part.csv").toString(),
            "--missing",
            "interpolate",
            "--limit"
        };
        CommandRun plain = CommandRun.of(append(bounds, "latency<=0.1ms"));
        assertEquals(0, plain.status(), plain.err());
        CommandRun probable = CommandRun.of(append(bounds, "P(latency<=0.1ms)>=0.95"));
        assertEquals(2, probable.status(), probable.out());
        assertTrue(
                probable.err()
                        .startsWith(
                                "exact bounds under a limit on a probability need a measured latency for each block"),
                probable.err());
    }

    private static String[] append(String[] before, String last) {
        String[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = last;
        return all;
    }

    /** The rows of the table, extrapolated to blocks as small as these, give a negative sum. */
    @Test
    void aTableOfMuchLargerNetworksIsRefused() {
        CommandRun refused = CommandRun.of(
                "search",
                "--space",
                "small-28",
                "--table",
                "latency-tables/xeon-vm-ort-fp32-1t-mobilenet-v2-like.csv",
                "--missing",
                "interpolate",
                "--accuracy",
                "most-macs",
                "--out",
                folder.resolve("too-small").toString());
        assertEquals(2, refused.status(), refused.err());
        assertTrue(refused.err().contains("fix:   profile this space on the device"), refused.err());
    }

    @Test
    @Order(5)
    void aResumedRunRejectsAnotherPolicy() {
        CommandRun run =
                CommandRun.of("search", "--resume", folder.resolve("run").toString(), "--missing", "interpolate");
        assertEquals(2, run.status());
        assertTrue(run.err().startsWith("--missing cannot be used here"), run.err());
    }

    private static LatencyPrediction predict(JsonNode trial, LatencyPredictor predictor) {
        return predictor.predict(
                Lowering.lower(SPACE.decode(SPACE.parse(trial.get("genome").asString()))));
    }

    private static List<JsonNode> trials() throws IOException {
        return Files.readAllLines(folder.resolve("run/trials.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}

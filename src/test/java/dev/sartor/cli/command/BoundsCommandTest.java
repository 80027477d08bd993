package dev.sartor.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.cli.CommandRun;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bounds within limits, and limits that exclude each other, through the commands. */
class BoundsCommandTest {
    private static final SearchSpace SPACE = SpaceFile.find("small-28");
    private static final String TABLE = "xeon-vm-ort-fp32-1t-small-28";
    private static final LatencyPredictor PREDICTOR =
            new LatencyPredictor(LatencyTableFile.read(LatencyTables.FOLDER.resolve(TABLE + ".csv")));

    private static CommandRun bounds(String... more) {
        return CommandRun.of(
                Stream.concat(Stream.of("bounds", "--space", "small-28", "--table", TABLE), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private static Network networkOf(String genome) {
        return Lowering.lower(SPACE.decode(SPACE.parse(genome)));
    }

    @Test
    void everyPrintedNetworkHasThePrintedCostAndSatisfiesTheLimits() {
        CommandRun run = bounds("--limit", "params<=20k", "--limit", "macs<=2M", "--json");
        assertEquals(0, run.status(), run.err());
        JsonNode rows = JsonMapper.shared().readTree(run.out());
        assertEquals(
                List.of("latency", "macs", "params", "memory", "flash"),
                StreamSupport.stream(rows.spliterator(), false)
                        .map(r -> r.get("cost").asString())
                        .toList());
        for (JsonNode row : rows) {
            for (String end : List.of("least", "greatest")) {
                Network network = networkOf(row.get(end).get("genome").asString());
                assertTrue(network.params() <= 20_000 && network.macs() <= 2_000_000, row + "");
                double recomputed = switch (row.get("cost").asString()) {
                    case "latency" -> PREDICTOR.predict(network).totalMs();
                    case "macs" -> network.macs();
                    case "params" -> network.params();
                    default -> row.get(end).get("value").asDouble();
                };
                assertEquals(recomputed, row.get(end).get("value").asDouble(), 1e-9);
                double value = row.get(end).get("value").asDouble();
                assertEquals(
                        value,
                        row.get(end).get("proven").asDouble(),
                        // the largest cost is proven up to a gap of 2 %, the smallest one exactly
                        end.equals("greatest") ? 0.02 * value : 1e-9 * value);
            }
        }
    }

    @Test
    void theTextShowsBoundsAndNetworks() {
        CommandRun run = bounds("--limit", "params<=20k");
        assertTrue(
                run.out()
                        .matches("(?s)latency\\R  min +0\\.01\\d\\d ms  \\S+\\R  max +0\\.\\d+ ms "
                                + " \\S+\\Rmacs\\R.*"),
                run.out());
    }

    @Test
    void contradictoryLimitsAreRejectedWithTheSmallestLimitThatCanBeMet(@TempDir Path folder) {
        String params = "params<=8k";
        String latency = "latency<=0.0112ms";
        CommandRun alone = bounds("--limit", latency);
        assertEquals(0, alone.status(), "each can be held: " + alone.err());
        Path out = folder.resolve("run");
        CommandRun search = CommandRun.of(
                "search",
                "--space",
                "small-28",
                "--table",
                TABLE,
                "--data",
                "shapes:train=20,validation=10,test=10",
                "--limit",
                params,
                "--limit",
                latency,
                "--out",
                out.toString());
        assertEquals(3, search.status(), search.err());
        List<String> error = search.err()
                .lines()
                .toList()
                .subList((int) search.err().lines().count() - 3, (int)
                        search.err().lines().count());
        assertTrue(
                error.getFirst()
                        .startsWith(
                                "no network of space small-28 can satisfy latency<=11.2us together with params<=8K: the"
                                        + " minimum is "),
                search.err());
        Network named = networkOf(error.getLast().replaceFirst(".*genome (\\S+) .*", "$1"));
        assertTrue(named.params() <= 8000);
        double least = JsonMapper.shared()
                .readTree(bounds("--limit", params, "--json").out())
                .get(0)
                .get("least")
                .get("value")
                .asDouble();
        assertEquals(least, PREDICTOR.predict(named).totalMs(), 1e-9);
        assertTrue(error.getLast().contains(", or params<=8K to "), search.err());
        assertTrue(Files.notExists(out));
        assertEquals(3, bounds("--limit", params, "--limit", latency).status());
    }
}

package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.litert.LiteRtExport;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A search for a microcontroller: a table of LiteRT files in 8-bit integers, and a limit on the arena. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the phone is a POSIX shell script")
class LiteRtTableRunTest {
    @TempDir
    private Path folder;

    @Test
    void aNetworkIsFeasibleExactlyIfItsArenaIsWithinTheLimit() throws IOException {
        Path space = TinySpace.write(folder);
        FakePhone phone = FakePhone.create(folder);
        CommandRun.ok(
                "profile",
                "--space",
                space.toString(),
                "--device",
                phone.deviceFile() + ",runtime=litert,precision=int8",
                "--out",
                folder.resolve("board.csv").toString(),
                "--rounds",
                "2",
                "--networks",
                "9");
        JsonNode certificate = JsonMapper.shared().readTree(Files.readString(folder.resolve("board.json")));
        assertEquals(
                "LITERT", certificate.get("device").get("device").get("format").asString());
        Path run = folder.resolve("run");
        // the arena holds the stem's output, 12 x 12 x 8 bytes, and its padded copy: 13 x 13 x 8 bytes for a kernel of
        // 3,
        // 15 x 15 x 8 for 5, 17 x 17 x 8 for 7; so the limit of 3000 bytes excludes the kernel of 7
        String[] search = {
            "search",
            "--space",
            space.toString(),
            "--data",
            "shapes:train=120,validation=60,test=60,size=12",
            "--table",
            folder.resolve("board.csv").toString(),
            "--trials",
            "4",
            "--accuracy",
            "most-macs",
            "--limit",
            "memory<=3000B",
            "--out",
            run.toString()
        };
        CommandRun.ok(search);
        SearchSpace tiny = SpaceFile.read(space);
        List<String> trials = Files.readAllLines(run.resolve("trials.jsonl"));
        assertTrue(trials.stream().filter(t -> t.contains("\"feasible\":true")).count() >= 4, trials.toString());
        for (String line : trials) {
            JsonNode trial = JsonMapper.shared().readTree(line);
            long arena = LiteRtExport.arenaBytes(
                    Lowering.lower(tiny.decode(tiny.parse(trial.get("genome").asString()))));
            assertEquals(arena, trial.get("peakActivationBytes").asLong(), line);
            assertEquals(arena <= 3000, trial.get("feasible").asBoolean(), line);
        }
    }
}

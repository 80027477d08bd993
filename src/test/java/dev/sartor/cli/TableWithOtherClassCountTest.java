package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shipped table, whose heads have 10 classes, with networks of 37 classes. */
class TableWithOtherClassCountTest {
    private static final String TABLE = "xeon-vm-ort-fp32-1t-small-28";
    private static final String SENTENCE = "table " + TABLE
            + " has heads of 10 classes, the networks have 37: the latency of their heads is estimated\n";

    @TempDir
    private static Path folder;

    private static String space;

    @BeforeAll
    static void writeSpaceOf37Classes() throws IOException {
        String shipped = Files.readString(Path.of("search-spaces/small-28.yaml"));
        String other = shipped.replace("classes: 10", "classes: 37");
        assertFalse(other.equals(shipped));
        space = Files.writeString(folder.resolve("other.yaml"), other).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bounds", "explain"})
    void commandsOnASpaceWarnOnlyIfTheTableHasAnotherNumberOfClasses(String command) {
        assertEquals(
                SENTENCE,
                CommandRun.ok(command, "--space", space, "--table", TABLE).err());
        assertEquals(
                "",
                CommandRun.ok(command, "--space", space, "--table", TABLE, "-q").err());
        assertEquals(
                "",
                CommandRun.ok(command, "--space", "small-28", "--table", TABLE).err());
    }

    @Test
    void aSearchWarnsFirstThatTheTableHasAnotherNumberOfClasses() {
        String err = CommandRun.ok(
                        "search",
                        "--space",
                        space,
                        "--table",
                        TABLE,
                        "--accuracy",
                        "most-params",
                        "--trials",
                        "4",
                        "--out",
                        folder.resolve("run").toString())
                .err();
        assertTrue(err.indexOf(SENTENCE) >= 0 && err.indexOf(SENTENCE) < err.indexOf("searching "), err);
    }

    @Test
    void predictMarksTheHeadAsEstimated() throws IOException {
        Path file = Files.writeString(folder.resolve("net.yaml"), """
            name: net
            input: 1x28x28
            stem: {kernel: 3, stride: 1, channels: 16, activation: relu}
            blocks: [dsa_r1_k3_s2_c32_nre, dsa_r1_k3_s2_c64_nre, dsa_r1_k3_s2_c96_nre]
            head: {classes: 37}
            """);
        CommandRun run = CommandRun.ok("predict", "--table", TABLE, "--missing", "interpolate", file.toString());
        assertEquals(SENTENCE, run.err());
        assertTrue(run.out().lines().anyMatch(l -> l.startsWith("head_o37@") && l.endsWith("  estimated")), run.out());
    }
}

package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sartor.base.process.Shell;
import dev.sartor.device.remote.AgentProcess;
import dev.sartor.latency.certificate.MeasuredBoard;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --via} given several times: boards are simulated by agents in folders, each with a device file. */
class BoardsRunTest {
    /** A board whose latency is a constant plus a term proportional to the size of the model, times a factor. */
    private static final String BOARD = """
        run: 'wc -c {models} | awk -v runs={runs} -v factor=$(cat factor) ''$2 != "total" { for (i = 0; i < runs; i++) print "took", factor * (1 + $1 / 1e4) }'''
        times: 'took ([0-9.]+)'
        """;

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** The command that starts the agent of a board whose latencies are multiplied by a factor. */
    private String via(String name, String factor) throws IOException {
        Path there = Files.createDirectory(folder.resolve(name));
        Files.writeString(there.resolve("board.yaml"), BOARD);
        Files.writeString(there.resolve("factor"), factor);
        return "cd " + Shell.quote(there.toString()) + " && "
                + AgentProcess.commandLine(folder.resolve(name + "-cache"), "--allow", "board.yaml");
    }

    private String[] profile(String firstVia, String secondVia) {
        return new String[] {
            "profile",
            "--space",
            path("tiny.yaml"),
            "--device",
            "board.yaml",
            "--via",
            firstVia,
            "--via",
            secondVia,
            "--out",
            path("board.csv"),
            "--rounds",
            "2",
            "--networks",
            "9"
        };
    }

    private List<MeasuredBoard> boards() {
        LatencyTable table = LatencyTableFile.read(folder.resolve("board.csv"));
        return table.certificate().result().boards();
    }

    @Test
    void equalBoardsAreProfiledAndUsedByTrain() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"));
        TinySpace.write(folder);
        String first = via("first", "1");
        String second = via("second", "1.01");
        CommandRun profile = CommandRun.ok(profile(first, second));
        assertTrue(profile.out().contains("board              2: "), profile.out());
        assertEquals(
                List.of("1", "2"), boards().stream().map(MeasuredBoard::name).toList());
        assertEquals(1.005, boards().getLast().relativeLatency(), 5e-4);
        TinySpace.search(folder, "board.csv", "run");
        String withoutDevice = AgentProcess.commandLine(folder.resolve("third-cache"));
        CommandRun train = CommandRun.ok(
                "train",
                path("run"),
                "--epochs",
                "1",
                "--batch",
                "16",
                "--via",
                first,
                "--via",
                withoutDevice,
                "--via",
                second);
        assertFalse(train.err().contains("cannot be reached"), train.err());
        assertTrue(Files.readString(folder.resolve("run/measured.json")).contains("medianMs"));
    }

    @Test
    void aSlowerBoardIsRefusedByNameInThreeLines() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"));
        TinySpace.write(folder);
        CommandRun run = CommandRun.of(profile(via("first", "1"), via("second", "1.03")));
        assertEquals(1, run.status(), run.err());
        assertTrue(run.err().contains("board 2 takes 1.030 times as long as the other"), run.err());
        assertFalse(Files.exists(folder.resolve("board.csv")));
    }

    @Test
    void aBoardThatIsGivenTwiceIsRefused() throws IOException {
        TinySpace.write(folder);
        CommandRun run = CommandRun.of(profile("ssh pi sartor agent", "ssh pi sartor agent"));
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("board pi is given twice"), run.err());
        assertTrue(run.err().contains("--via ssh pi sartor agent"), run.err());
    }

    @Test
    void aStaircaseIsMeasuredOnOneBoard() {
        CommandRun run = CommandRun.of(
                "explain",
                "--space",
                "small-28",
                "--staircase",
                "--device",
                "cpu,threads=1",
                "--via",
                "ssh pi1 sartor agent",
                "--via",
                "ssh pi2 sartor agent");
        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().contains("explain --staircase measures on one board"), run.err());
    }
}

package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sartor.base.process.Shell;
import dev.sartor.device.remote.AgentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device of another machine, simulated by an agent in the folder that contains its device file. */
class TrainViaTest {
    /** A device whose latency is proportional to the size of the model; it times many models per command. */
    private static final String PHONE = """
        run: 'wc -c {models} | awk -v runs={runs} ''$2 != "total" { for (i = 0; i < runs; i++) print "took", 1 + $1 / 1e4 }'''
        times: 'took ([0-9.]+)'
        """;

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void theBestNetworksAreMeasuredThroughTheAgent() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"));
        Path there = Files.createDirectory(folder.resolve("there"));
        Files.writeString(there.resolve("phone.yaml"), PHONE);
        TinySpace.write(folder);
        String via = "cd " + Shell.quote(there.toString()) + " && "
                + AgentProcess.commandLine(folder.resolve("cache"), "--allow", "phone.yaml");
        CommandRun.ok(
                "profile",
                "--space",
                path("tiny.yaml"),
                "--device",
                "phone.yaml",
                "--via",
                via,
                "--out",
                path("phone.csv"),
                "--rounds",
                "2",
                "--networks",
                "9");
        TinySpace.search(folder, "phone.csv", "run");
        CommandRun withoutAgent = CommandRun.ok("train", path("run"), "--epochs", "1", "--batch", "16");
        assertTrue(withoutAgent.err().contains("the device of table phone cannot be reached"), withoutAgent.err());
        assertFalse(Files.readString(folder.resolve("run/measured.json")).contains("medianMs"));
        CommandRun throughAgent = CommandRun.ok("train", path("run"), "--epochs", "1", "--batch", "16", "--via", via);
        assertFalse(throughAgent.err().contains("cannot be reached"), throughAgent.err());
        assertTrue(Files.readString(folder.resolve("run/measured.json")).contains("medianMs"));
    }
}

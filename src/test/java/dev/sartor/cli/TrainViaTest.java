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

/** A device that only another machine has: here an agent in a folder where its device file lies. */
class TrainViaTest {
    /** Models take as long as they are large, many in one command. */
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
    void theBestNetworksAreMeasuredWhereTheAgentIs() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"));
        Path there = Files.createDirectory(folder.resolve("there"));
        Files.writeString(there.resolve("phone.yaml"), PHONE);
        TinySpace.in(folder);
        String via = "cd " + Shell.quote(there.toString()) + " && " + AgentProcess.commandLine(folder.resolve("cache"));
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
        CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                "shapes:train=120,validation=60,test=60,size=12",
                "--table",
                path("phone.csv"),
                "--trials",
                "3",
                "--accuracy",
                "most-macs",
                "--out",
                path("run"));
        CommandRun here = CommandRun.ok("train", path("run"), "--epochs", "1", "--batch", "16");
        assertTrue(here.err().contains("phone is of another device"), here.err());
        assertFalse(Files.readString(folder.resolve("run/measured.json")).contains("medianMs"));
        CommandRun beyond = CommandRun.ok("train", path("run"), "--epochs", "1", "--batch", "16", "--via", via);
        assertFalse(beyond.err().contains("another device"), beyond.err());
        assertTrue(Files.readString(folder.resolve("run/measured.json")).contains("medianMs"));
    }
}

package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.device.remote.AgentProcess;
import dev.sartor.device.remote.SshServer;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Measures a table through a real OpenSSH server on this machine. */
@Timeout(120)
class ProfileOverSshTest {
    @TempDir
    private Path folder;

    @Test
    void aProfileContinuesAfterTheServerWasKilledAndRestarted() throws Exception {
        assumeTrue(SshServer.program().isPresent(), "there is no sshd here: install openssh-server");
        TinySpace.write(folder);
        Path log = folder.resolve("mine.measurements.jsonl");
        try (SshServer server =
                SshServer.start(SshServer.program().get(), Files.createDirectory(folder.resolve("ssh")))) {
            var profile = CompletableFuture.supplyAsync(() -> CommandRun.of(
                    "profile",
                    "--space",
                    folder.resolve("tiny.yaml").toString(),
                    "--via",
                    server.ssh(AgentProcess.commandLine(folder.resolve("models"))),
                    "--out",
                    folder.resolve("mine.csv").toString(),
                    "--rounds",
                    "30",
                    // 0 %: never precise enough, so all 30 rounds are measured
                    "--precision",
                    "0%",
                    "--networks",
                    "9"));
            while (!profile.isDone()
                    && (!Files.exists(log) || Files.readAllLines(log).size() < 6)) {
                Thread.sleep(5);
            }
            assertFalse(profile.isDone());
            server.kill();
            server.restart();
            CommandRun run = profile.get();
            assertEquals(0, run.status(), run.err());
        }
        LatencyTable table = LatencyTableFile.read(folder.resolve("mine.csv"));
        Certificate certificate = table.certificate();
        assertEquals(TinySpace.UNITS, table.units().size());
        assertEquals(30, certificate.result().rounds());
        assertEquals(Map.of(), certificate.refused());
        assertEquals(List.of(), certificate.gaps().missing());
        assertTrue(
                certificate.device().runtime().version().matches("\\d+\\.\\d+\\.\\d+"),
                certificate.device().toString());
        assertFalse(Files.exists(log));
    }
}

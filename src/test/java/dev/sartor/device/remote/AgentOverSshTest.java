package dev.sartor.device.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.ForeignModels;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent behind a real OpenSSH server on this machine. */
@Timeout(90)
class AgentOverSshTest {
    private static final byte[] MODEL = ForeignModels.batchOf(1);
    private static final float[] IMAGE = {-1, 2, -3, 4, -5, 6};
    private static final float[] RELU_OF_IMAGE = {0, 2, 0, 4, 0, 6};

    /** Takes about a second. */
    private static final int RUNS = 250_000;

    @TempDir
    private Path folder;

    private SshServer server() throws Exception {
        assumeTrue(SshServer.program().isPresent(), "there is no sshd here: install openssh-server");
        return SshServer.start(SshServer.program().get(), Files.createDirectory(folder.resolve("ssh")));
    }

    @Test
    void aRunSurvivesAKilledAndRestartedServer() throws Exception {
        Path cache = folder.resolve("models");
        try (SshServer server = server()) {
            try (InferenceDevice remote = Devices.open(DeviceSpec.cpu(), server.ssh(AgentProcess.commandLine(cache)));
                    InferenceSession session = remote.open(MODEL)) {
                assertArrayEquals(RELU_OF_IMAGE, session.run(IMAGE, 1));
                var times = CompletableFuture.supplyAsync(() -> session.timesMs(0, RUNS));
                Thread.sleep(200);
                assertFalse(times.isDone());
                assertEquals(1, AgentProcess.running(cache).size());
                server.kill();
                Thread.sleep(100);
                server.restart();
                assertEquals(RUNS, times.get().length);
                assertArrayEquals(RELU_OF_IMAGE, session.run(IMAGE, 1));
            }
        }
        assertTrue(
                AgentProcess.awaitEndOfAll(cache),
                "neither the killed nor the closed connection leaves an agent behind");
    }

    @Test
    void errorsOfSshAreShown() throws Exception {
        try (SshServer server = server()) {
            server.kill();
            var refused =
                    assertThrows(UserError.class, () -> Devices.open(DeviceSpec.cpu(), server.ssh("sartor agent")));
            assertTrue(refused.getMessage().contains("Connection refused"), refused.text());
            server.restart();
            var missing = assertThrows(
                    UserError.class, () -> Devices.open(DeviceSpec.cpu(), server.ssh("no-sartor-here agent")));
            assertTrue(missing.getMessage().contains("no-sartor-here: "), missing.text());
        }
    }
}

package dev.sartor.device.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.ForeignModels;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.Session;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real agents in processes of their own, behind pipes. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are written for a POSIX shell")
class AgentProcessTest {
    private static final byte[] MODEL = ForeignModels.batchOf(1);

    /** Takes about a second. */
    private static final int RUNS = 250_000;

    @TempDir
    private Path cache;

    @Test
    void anAgentKilledDuringARunIsReplacedAndItsModelsAreOpenedAgain() throws Exception {
        float[] image = {-1, 2, -3, 4, -5, 6};
        try (InferenceDevice local = Devices.open(DeviceSpec.cpu());
                InferenceSession here = local.open(MODEL);
                InferenceDevice remote = Devices.open(DeviceSpec.cpu(), AgentProcess.commandLine(cache));
                InferenceSession there = remote.open(MODEL)) {
            assertEquals(local.description().machine(), remote.description().machine());
            assertEquals(local.description().runtime(), remote.description().runtime());
            assertArrayEquals(here.run(image, 1), there.run(image, 1));

            ProcessHandle agent = AgentProcess.running(cache).getFirst();
            var times = CompletableFuture.supplyAsync(() -> there.timesMs(0, RUNS));
            Thread.sleep(200);
            assertFalse(times.isDone());
            agent.destroyForcibly();
            double[] ms = times.get();
            assertEquals(RUNS, ms.length);
            assertTrue(Arrays.stream(ms).allMatch(t -> t > 0));
            assertFalse(agent.isAlive());
            assertArrayEquals(here.run(image, 1), there.run(image, 1));

            var refused = assertThrows(DeviceFailure.class, () -> remote.open(new byte[] {1, 2, 3}));
            assertEquals(DeviceFailure.Stage.LOAD, refused.stage());
        }
        assertTrue(AgentProcess.awaitEndOfAll(cache), "a closed device leaves no agent behind");
        try (var models = Files.list(cache)) {
            assertEquals(2, models.count());
        }
    }

    @Test
    void anAgentOpensACommandDevice() throws Exception {
        Path file = Files.writeString(cache.resolve("echo.yaml"), "run: echo 7\ntimes: '(7)'\n");
        try (Device remote = Devices.open(
                        DeviceSpec.parse(file.toString()),
                        AgentProcess.commandLine(cache, "--allow", file.toString()));
                Session session = remote.open(MODEL)) {
            // timesMs: runs that are discarded, timed runs
            assertEquals(7, session.timesMs(0, 1)[0]);
            assertEquals("echo 7", remote.description().settings().get("run"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-program agent, 'it ended; its output: ', no-such-program, status 127",
        "echo Permission denied >&2; exit 255, 'it ended; its output: Permission denied', 'it ended with', status 255",
        "true, it ended; it ended with status 0, no agent replies, status 0"
    })
    void outputOfACommandThatStartsNoAgentIsShown(String via, String first, String second, String third) {
        var e = assertThrows(UserError.class, () -> Devices.open(DeviceSpec.cpu(), via));
        assertTrue(
                e.getMessage().contains(first)
                        && e.getMessage().contains(second)
                        && e.getMessage().contains(third),
                e.text());
        assertEquals("via '" + via + "'", e.where());
    }
}

package dev.sartor.device.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.spec.DeviceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies that do not keep to the protocol end at once in an error of three lines. */
@Timeout(20)
class InvalidReplyTest {
    private static final RetryPolicy RETRY_POLICY =
            // RetryPolicy: time limits of silence and of a reply, delays of reconnections, attempts of a request
            new RetryPolicy(Duration.ofSeconds(2), Duration.ofSeconds(10), List.of(Duration.ZERO), 3);

    @TempDir
    private Path cache;

    private RemoteInferenceDevice connect(String original, String replacement) {
        var agents = new MutatingAgents(cache, (reply, _) -> reply.replace(original, replacement));
        return new RemoteInferenceDevice(
                new ReconnectingClient(agents, DeviceSpec.cpu(), "1.0", RETRY_POLICY, System::nanoTime));
    }

    private static void assertInvalid(UserError e, String reason) {
        assertTrue(
                e.getMessage().startsWith("the agent sent an invalid reply: ")
                        && e.getMessage().contains(reason),
                e.text());
        assertEquals("via a test", e.where());
        assertEquals(3, e.text().lines().count(), e.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"turnsAtOnce\":3; \"turnsAtOnce\":0; turnsAtOnce is 0",
                "\"turnsAtOnce\":3; \"turnsAtOnce\":-5; turnsAtOnce is -5",
                "\"turnsAtOnce\":3; \"turnsAtOnce\":4097; turnsAtOnce is 4097",
                "\"sessionsAtOnce\":64; \"sessionsAtOnce\":0; sessionsAtOnce is 0",
                "\"sessionsAtOnce\":64,; ''; sessionsAtOnce",
                "\"sartor\":\"1.0\"; \"sartor\":null; sartor",
                "\"cpu\":\"Scripted 1\"; \"cpu\":null; cpu",
                "\"processors\":1; \"processors\":\"many\"; int",
                "\"answer\":\"using\"; \"answer\":\"done\"; replied 'done' to 'use'",
                "\"answer\":\"using\"; \"answer\":\"missing\"; replied 'missing' to 'use'",
                "\"answer\":\"using\"; \"answer\":\"other\"; other"
            })
    void aFieldOutOfBoundsEndsTheConnection(String original, String replacement, String reason) {
        assertInvalid(assertThrows(UserError.class, () -> connect(original, replacement)), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"ms\":[2.0]; \"ms\":[]; 0 times of 1 runs",
                "\"ms\":[2.0]; \"ms\":[1,2]; 2 times of 1 runs",
                "\"ms\":[2.0]; \"ms\":[-1]; a time is -1.0 ms",
                "\"ms\":[2.0]; \"ms\":[1e999]; a time is Infinity ms",
                "\"ms\":[2.0]; \"ms\":[\"NaN\"]; a time is NaN ms",
                "\"ms\":[2.0]; \"ms\":null; ms"
            })
    void invalidTimesAreNotRetried(String original, String replacement, String reason) {
        try (var device = connect(original, replacement);
                Session session = device.open(new byte[] {7})) {
            // timesMs: runs that are discarded, timed runs
            assertInvalid(assertThrows(UserError.class, () -> session.timesMs(1, 1)), reason);
        }
    }

    @Test
    void timesOfFewerRequestsThanAskedForAreInvalid() {
        try (var device = connect("\"ms\":[[1.0],[1.0]]", "\"ms\":[[1.0]]");
                Session one = device.open(new byte[] {7});
                Session two = device.open(new byte[] {8})) {
            // TimingRequest: session, runs that are discarded, timed runs
            List<TimingRequest> requests = List.of(new TimingRequest(one, 0, 1), new TimingRequest(two, 0, 1));
            assertInvalid(assertThrows(UserError.class, () -> device.timesMs(requests)), "1 visits, not 2");
        }
    }

    @Test
    void aReplyWithoutARequestIsInvalid() {
        try (var device = connect(
                        "{\"answer\":\"opened\",\"staysWarm\":true}",
                        "{\"answer\":\"opened\",\"staysWarm\":true}\n{\"answer\":\"done\"}");
                Session session = device.open(new byte[] {7})) {
            UserError e = assertThrows(UserError.class, () -> session.timesMs(0, 1));
            boolean arrivedAfterTheRequest = e.getMessage().contains("'times'");
            assertInvalid(e, arrivedAfterTheRequest ? "replied 'done' to 'times'" : "a reply without a request");
        }
    }

    @Test
    void textsOfTheAgentCannotControlTheTerminal() {
        assertEquals(
                "\\u001b[2Jgone\nnext",
                new AgentReply.Failed(DeviceFailure.Stage.RUN, "\u001b[2Jgone\nnext").message());
        assertTrue(new AgentReply.Refused("x".repeat(1_000_000), "", "").what().length() < 20_000);
    }

    @Test
    void theDeviceOfTheDescriptionIsTheOneThatWasAskedFor() {
        String planted = "{\"file\":\"/tmp/x.yaml\",\"threads\":1,\"batch\":1,\"settings\":{}}";
        try (var device = connect("{\"provider\":\"CPU\",\"threads\":1,\"batch\":1,\"precision\":\"FP32\"}", planted)) {
            assertEquals(DeviceSpec.cpu(), device.description().device());
        }
    }
}

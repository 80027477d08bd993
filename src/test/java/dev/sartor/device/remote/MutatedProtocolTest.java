package dev.sartor.device.remote;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.base.file.Sha256;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.spec.DeviceSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages with random mistakes, in both directions: they end in a reply, a {@link UserError} or a {@link DeviceFailure}. */
@Timeout(60)
class MutatedProtocolTest {
    private static final byte[] MODEL = {7, 8, 9};
    private static final String HASH = Sha256.of(MODEL);

    @TempDir
    private Path cache;

    private static List<String> conversation() {
        return List.<AgentRequest>of(
                        new AgentRequest.Hello(AgentProtocol.PROTOCOL, "1.0"),
                        new AgentRequest.Use("cpu,threads=1"),
                        new AgentRequest.Describe(),
                        new AgentRequest.Open(0, HASH),
                        new AgentRequest.Model(HASH, MODEL),
                        new AgentRequest.Open(0, HASH),
                        // AgentRequest.Times: session, runs that are discarded, timed runs
                        new AgentRequest.Times(0, 1, 2),
                        new AgentRequest.TimesTogether(List.of(new AgentRequest.Times(0, 0, 1))),
                        new AgentRequest.Run(0, new float[] {1, 2}, 2),
                        new AgentRequest.Close(0))
                .stream()
                .map(r -> AgentProtocol.line(r).strip())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void anAgentAnswersEachMutatedRequestOrEndsWithAUserError() {
        for (long seed = 1; seed <= 500; seed++) {
            var random = new SplittableRandom(seed);
            var mutator = new JsonMutator(random);
            List<String> lines = conversation();
            if (random.nextInt(4) == 0) {
                Collections.shuffle(lines, new Random(seed));
            }
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                int at = random.nextInt(lines.size());
                lines.set(at, mutator.mutate(lines.get(at)));
            }
            String message = "seed " + seed + ": " + String.join("\n", lines);
            assertDoesNotThrow(() -> serve(lines), message.substring(0, Math.min(message.length(), 2000)));
        }
    }

    private void serve(List<String> lines) throws IOException {
        var models = new ModelCache(cache, 1000, InstantSource.system());
        var agent = new Agent(_ -> new ScriptedDevice(), models, "1.0", Duration.ofHours(1));
        var out = new ByteArrayOutputStream();
        try {
            agent.serve(
                    new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)), out);
        } catch (UserError e) {
            assertTrue(e.getMessage().startsWith("this is not a request to an agent"), e.text());
            return;
        }
        List<String> replies = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(lines.stream().flatMap(String::lines).count(), replies.size());
        replies.forEach(r -> assertDoesNotThrow(() -> AgentProtocol.parse(r, AgentReply.class)));
    }

    @Test
    void aClientOfAnAgentWithMutatedRepliesEndsSoonWithAnError() {
        // RetryPolicy: time limits of silence and of a reply, delays of reconnections, attempts of a request
        var retryPolicy = new RetryPolicy(Duration.ofMillis(20), Duration.ofSeconds(1), List.of(Duration.ZERO), 2);
        int failures = 0;
        for (long seed = 1; seed <= 150; seed++) {
            var random = new SplittableRandom(seed);
            var mutator = new JsonMutator(random);
            // the number of the reply that is changed
            int target = random.nextInt(12);
            var agents = new MutatingAgents(cache, (reply, number) -> number == target ? mutator.mutate(reply) : reply);
            long start = System.nanoTime();
            try (var client = new ReconnectingClient(agents, DeviceSpec.cpu(), "1.0", retryPolicy, System::nanoTime)) {
                use(new RemoteInferenceDevice(client));
            } catch (UserError e) {
                assertEquals(3, e.text().lines().count(), "seed " + seed + ": " + e.text());
                failures++;
            } catch (DeviceFailure e) {
                failures++;
            }
            assertTrue(System.nanoTime() - start < 5e9, "seed " + seed);
        }
        assertTrue(failures > 40, failures + " of 150 conversations failed");
    }

    private static void use(RemoteInferenceDevice device) {
        assertEquals(DeviceSpec.cpu(), device.description().device());
        assertTrue(device.requestsPerCall() >= 1 && device.maxOpenSessions() >= 1);
        try (var session = device.open(MODEL)) {
            // timesMs: runs that are discarded, timed runs
            double[] ms = session.timesMs(1, 2);
            assertFalse(ms.length == 0 || ms.length > 2);
            assertEquals(
                    // TimingRequest: session, runs that are discarded, timed runs
                    1, device.timesMs(List.of(new TimingRequest(session, 0, 1))).size());
            assertTrue(session.run(new float[] {1, 2}, 1).length > 0);
        }
    }
}

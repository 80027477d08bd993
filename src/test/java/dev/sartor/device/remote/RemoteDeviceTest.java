package dev.sartor.device.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.spec.DeviceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.StreamReadConstraints;

@Timeout(20)
class RemoteDeviceTest {
    private static final byte[] MODEL = {7, 8, 9};
    private static final byte[] OTHER = {1};
    // RetryPolicy: time limits of silence and of a reply, delays of reconnections, attempts of a request
    private static final RetryPolicy RETRY_POLICY = new RetryPolicy(
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            List.of(Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(10)),
            3);

    @TempDir
    private Path cache;

    private final ScriptedDevice device = new ScriptedDevice();
    private PipedAgents agents;

    @BeforeEach
    void agents() {
        agents = new PipedAgents(_ -> device, cache);
    }

    private RemoteInferenceDevice connect() {
        return connect(RETRY_POLICY);
    }

    private RemoteInferenceDevice connect(RetryPolicy retryPolicy) {
        return new RemoteInferenceDevice(
                new ReconnectingClient(agents, DeviceSpec.cpu(), "1.0", retryPolicy, System::nanoTime));
    }

    /** Cuts the connection in the middle of the next run, that many times. */
    private void cutDuringRuns(int times) {
        var left = new AtomicInteger(times);
        device.beforeRuns = () -> {
            if (left.getAndDecrement() > 0) {
                agents.cut();
            }
        };
    }

    @Test
    void theAgentsDeviceIsDescribedRunAndTimed() {
        try (var remote = connect();
                InferenceSession session = remote.open(MODEL)) {
            assertEquals(device.description(), remote.description());
            // timesMs: runs that are discarded, timed runs
            assertArrayEquals(new double[] {3, 4, 5}, session.timesMs(2, 3));
            assertEquals(6, session.timesMs(0, 1)[0]);
            assertArrayEquals(
                    new float[] {7, 4, 1, 0.1f, Float.NEGATIVE_INFINITY}, session.run(new float[] {0.1f, 2, 3, 4}, 1));
        }
    }

    @Test
    void capabilitiesAreThoseOfTheAgentsDevice() {
        device.staysWarm = false;
        try (var remote = connect();
                Session session = remote.open(MODEL)) {
            assertEquals(64, remote.maxOpenSessions());
            assertEquals(3, remote.requestsPerCall());
            assertFalse(session.staysWarm());
        }
    }

    @Test
    void severalTimingRequestsAreOneMessageAlsoAfterALostConnection() {
        try (var remote = connect();
                Session session = remote.open(MODEL);
                Session second = remote.open(OTHER)) {
            cutDuringRuns(1);
            List<double[]> times =
                    // TimingRequest: session, runs that are discarded, timed runs
                    remote.timesMs(List.of(new TimingRequest(session, 2, 1), new TimingRequest(second, 0, 2)));
            assertArrayEquals(new double[] {3}, times.getFirst());
            assertArrayEquals(new double[] {1, 2}, times.getLast());
            assertEquals(4, session.timesMs(0, 1)[0]);
        }
        assertEquals(2, agents.countRequests("together"), "lost once, answered once");
        assertEquals(1, agents.countRequests("times"));
    }

    @Test
    void closingAlsoClosesTheAgentsSessionAndDevice() throws InterruptedException {
        try (var remote = connect()) {
            remote.open(MODEL).close();
            assertEquals(List.of("open", "close"), device.events);
        }
        for (int i = 0; i < 200 && device.events.size() < 3; i++) {
            Thread.sleep(5);
        }
        assertEquals(List.of("open", "close", "close device"), device.events);
    }

    @Test
    void aModelIsSentOnlyOnce() {
        try (var remote = connect()) {
            remote.open(MODEL).close();
            remote.open(MODEL).close();
            remote.open(OTHER).close();
        }
        try (var later = connect()) {
            later.open(OTHER).close();
        }
        assertEquals(2, agents.countRequests("model"));
    }

    @Test
    void aConnectionLostDuringARunIsInvisibleToTheCaller() {
        try (var remote = connect();
                Session session = remote.open(MODEL);
                Session second = remote.open(OTHER)) {
            assertArrayEquals(new double[] {3, 4, 5}, session.timesMs(2, 3));
            cutDuringRuns(1);
            assertArrayEquals(new double[] {8, 9}, session.timesMs(2, 2), "5 runs to warm up again, then 2 discarded");
            assertArrayEquals(new double[] {1}, second.timesMs(0, 1), "has no runs to repeat");
        }
        assertEquals(2, agents.countRequests("hello"));
        assertEquals(2, agents.countRequests("model"));
    }

    @Test
    void sessionsAreReopenedOnlyWhenUsed() {
        try (var remote = connect();
                Session session = remote.open(MODEL);
                Session _ = remote.open(OTHER)) {
            agents.cut();
            session.timesMs(0, 1);
        }
        assertEquals(3, device.events.stream().filter("open"::equals).count());
    }

    @Test
    void reconnectingIsRetried() {
        try (var remote = connect();
                Session session = remote.open(MODEL)) {
            agents.cut();
            agents.remainingRefusals = 2;
            assertEquals(1, session.timesMs(0, 1)[0]);
        }
    }

    @Test
    void afterFailedReconnectionsFurtherRequestsFailImmediately() {
        try (var remote = connect();
                Session session = remote.open(MODEL);
                Session other = remote.open(OTHER)) {
            agents.cut();
            agents.remainingRefusals = Integer.MAX_VALUE;
            var e = assertThrows(DeviceFailure.class, () -> session.timesMs(0, 1));
            assertTrue(
                    e.getMessage().contains("the connection to the agent is lost, via a pipe: connection refused"),
                    e.getMessage());
            int attempts = agents.remainingRefusals;
            var again = assertThrows(DeviceFailure.class, () -> other.timesMs(0, 1));
            assertEquals(e.getMessage(), again.getMessage(), "the reason is stored");
            assertEquals(device.description(), remote.description(), "the initial description is returned");
            assertEquals(attempts, agents.remainingRefusals);
        }
    }

    @Test
    void aModelThatCrashesEveryAgentFailsAlone() {
        try (var remote = connect();
                Session session = remote.open(MODEL);
                Session other = remote.open(OTHER)) {
            cutDuringRuns(3);
            var e = assertThrows(DeviceFailure.class, () -> session.timesMs(0, 1));
            assertEquals(DeviceFailure.Stage.RUN, e.stage());
            assertTrue(e.getMessage().startsWith("the request crashes the agent"), e.getMessage());
            assertEquals(1, other.timesMs(0, 1)[0]);
        }
    }

    @Test
    void deviceFailuresKeepTheirStage() {
        try (var remote = connect();
                InferenceSession session = remote.open(MODEL)) {
            var load = assertThrows(DeviceFailure.class, () -> remote.open(new byte[0]));
            assertEquals(DeviceFailure.Stage.LOAD, load.stage());
            assertEquals("nothing in it", load.getMessage());
            var run = assertThrows(DeviceFailure.class, () -> session.run(new float[3], 2));
            assertEquals(DeviceFailure.Stage.RUN, run.stage());
            assertEquals(1, session.timesMs(0, 1)[0], "the session is still usable");
        }
    }

    @Test
    void userErrorsOfTheAgentAreShown() {
        agents = new PipedAgents(
                spec -> {
                    throw new UserError("no such provider", "device '" + spec.text() + "'", "use one that it has: cpu");
                },
                cache);
        var e = assertThrows(UserError.class, this::connect);
        assertEquals("no such provider", e.getMessage());
        assertEquals("the agent's device 'cpu,threads=1'", e.where());
        assertEquals("use one that it has: cpu", e.fix());
    }

    @Test
    void anotherVersionIsRefused() {
        agents.version = "0.9";
        var e = assertThrows(UserError.class, this::connect);
        assertEquals("the agent is Sartor 0.9 (protocol 2), this is Sartor 1.0 (protocol 2)", e.getMessage());
        assertEquals("via a pipe", e.where());
        assertTrue(e.fix().contains("same release"), e.text());
    }

    @Test
    void anotherVersionAfterReconnectingIsRefused() {
        try (var remote = connect();
                Session session = remote.open(MODEL)) {
            agents.cut();
            agents.version = "1.1";
            var e = assertThrows(UserError.class, () -> session.timesMs(0, 1));
            assertEquals("the agent is Sartor 1.1 (protocol 2), this is Sartor 1.0 (protocol 2)", e.getMessage());
        }
    }

    @Test
    void unknownFieldsOfALaterHelloAreIgnored() throws AgentProtocol.InvalidMessage {
        var hello = AgentProtocol.parse(
                "{\"answer\":\"hello\",\"protocol\":9,\"sartor\":\"3.0\",\"mood\":\"good\"}", AgentReply.class);
        assertEquals(new AgentReply.Hello(9, "3.0"), hello);
    }

    @Test
    void outputOfALoginShellIsIgnored() {
        agents.greeting = "Welcome to Debian!\n\n* last login: yesterday\n";
        try (var remote = connect();
                Session session = remote.open(MODEL)) {
            assertEquals(1, session.timesMs(0, 1)[0]);
        }
    }

    @Test
    void invalidJsonIsAUserError() {
        agents.greeting = "{\"answer\":\"hell\n";
        var e = assertThrows(UserError.class, this::connect);
        assertTrue(e.getMessage().startsWith("the agent sent an invalid reply: "), e.text());
    }

    @Test
    void heartbeatsKeepALongRunAlive() {
        device.beforeRuns = () -> sleep(900);
        try (var remote = connect();
                Session session = remote.open(MODEL)) {
            assertEquals(1, session.timesMs(0, 1)[0], "longer than the timeout for silence");
        }
        assertEquals(1, agents.countRequests("hello"));
    }

    @Test
    void aRunWithoutEndTimesOut() {
        device.beforeRuns = () -> sleep(5_000);
        var shortTimeouts =
                new RetryPolicy(Duration.ofMillis(300), Duration.ofMillis(200), RETRY_POLICY.reconnectDelays(), 2);
        try (var remote = connect(shortTimeouts)) {
            Session session = remote.open(MODEL);
            var e = assertTimeout(
                    Duration.ofSeconds(3), () -> assertThrows(DeviceFailure.class, () -> session.timesMs(0, 1)));
            assertTrue(e.getMessage().contains("no reply within"), e.getMessage());
        }
    }

    @Test
    void silenceIsALostConnection() {
        AgentTransport silent = new SilentTransport();
        var e = assertThrows(
                UserError.class,
                () -> new ReconnectingClient(silent, DeviceSpec.cpu(), "1.0", RETRY_POLICY, System::nanoTime));
        assertTrue(e.getMessage().startsWith("no agent replies: nothing was received for 0.5 s"), e.text());
    }

    @Test
    void anotherMachineAfterReconnectingIsRefused() {
        try (var remote = connect();
                Session session = remote.open(MODEL)) {
            agents.cut();
            device.cpu = "Scripted 2";
            var e = assertThrows(UserError.class, () -> session.timesMs(0, 1));
            assertTrue(e.getMessage().startsWith("another machine replies than before"), e.text());
        }
    }

    @Test
    void anInterruptDoesNotLoseTheReply() {
        device.beforeRuns = () -> sleep(50);
        try (var remote = connect();
                Session session = remote.open(MODEL)) {
            Thread.currentThread().interrupt();
            assertArrayEquals(new double[] {2}, session.timesMs(1, 1));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void largeModelsAreSent() {
        byte[] large = new byte[4_000_000];
        new SplittableRandom(1).nextBytes(large);
        try (var remote = connect();
                InferenceSession session = remote.open(large)) {
            assertEquals(large[0], session.run(new float[1], 1)[0]);
        }
    }

    @Test
    void linesMayExceedTheDefaultLimitOfTheJsonLibrary() throws AgentProtocol.InvalidMessage {
        byte[] onnx = new byte[StreamReadConstraints.DEFAULT_MAX_STRING_LEN];
        String line = AgentProtocol.line(new AgentRequest.Model("0".repeat(64), onnx));
        var model = (AgentRequest.Model) AgentProtocol.parse(line, AgentRequest.class);
        assertEquals(onnx.length, model.file().length);
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

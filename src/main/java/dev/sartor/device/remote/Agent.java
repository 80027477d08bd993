package dev.sartor.device.remote;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.spec.DeviceSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * Server that runs and times models for a client that is connected by two streams: {@link AgentRequest} lines in, {@link AgentReply} lines
 * out. The program that starts it provides the streams (ssh, docker, kubectl); it opens no port.
 */
public final class Agent {
    private final Function<DeviceSpec, Device> devices;
    private final ModelCache cache;
    private final String sartor;
    private final Duration heartbeatInterval;

    /**
     * @param devices    opens a device of this machine
     * @param sartor     this Sartor's version
     * @param heartbeatInterval interval of replies that a long request is still running
     */
    public Agent(Function<DeviceSpec, Device> devices, ModelCache cache, String sartor, Duration heartbeatInterval) {
        this.devices = devices;
        this.cache = cache;
        this.sartor = sartor;
        this.heartbeatInterval = heartbeatInterval;
    }

    /**
     * Serves one client until its stream ends.
     *
     * @throws UserError   if a line is not a request, such as a line typed by a person
     * @throws IOException if the client is gone
     */
    public void serve(InputStream requests, OutputStream replies) throws IOException {
        var in = new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8));
        var out = new ReplyWriter(replies);
        try (ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().factory());
                var client = new Client()) {
            heartbeats.scheduleAtFixedRate(
                    out::heartbeat, heartbeatInterval.toMillis(), heartbeatInterval.toMillis(), TimeUnit.MILLISECONDS);
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    out.write(client.answer(request(line)));
                }
            } finally {
                heartbeats.shutdownNow();
            }
        }
    }

    private static AgentRequest request(String line) {
        try {
            return AgentProtocol.parse(line, AgentRequest.class);
        } catch (JacksonException e) {
            throw new UserError(
                    "this is not a request to an agent: " + line.substring(0, Math.min(line.length(), 80)),
                    "stdin",
                    "start the agent with --via, as in --via 'ssh host sartor agent'; its input comes from Sartor, not"
                            + " from a person");
        }
    }

    /** The client's device and sessions. */
    private final class Client implements AutoCloseable {
        private final Map<Integer, Session> sessions = new HashMap<>();
        private Device device;

        AgentReply answer(AgentRequest request) {
            try {
                return execute(request);
            } catch (DeviceFailure e) {
                return new AgentReply.Failed(e.stage(), e.getMessage());
            } catch (UserError e) {
                return new AgentReply.Refused(e.getMessage(), e.where(), e.fix());
            }
        }

        private AgentReply execute(AgentRequest request) {
            return switch (request) {
                case AgentRequest.Hello _ -> new AgentReply.Hello(AgentProtocol.PROTOCOL, sartor);
                case AgentRequest.Use use -> {
                    close();
                    device = devices.apply(DeviceSpec.parse(use.device()));
                    yield new AgentReply.Using(device.maxOpenSessions(), device.requestsPerCall());
                }
                case AgentRequest.Describe _ -> new AgentReply.Description(device.description());
                case AgentRequest.Model model -> {
                    cache.put(model.sha256(), model.onnx());
                    yield new AgentReply.Done();
                }
                case AgentRequest.Open open ->
                    cache.find(open.sha256())
                            .<AgentReply>map(onnx -> {
                                Session session = device.open(onnx);
                                sessions.put(open.session(), session);
                                return new AgentReply.Opened(session.keepsWarm());
                            })
                            .orElse(new AgentReply.Missing());
                case AgentRequest.Times t ->
                    new AgentReply.Times(sessions.get(t.session()).timesMs(t.discarded(), t.timed()));
                case AgentRequest.TimesTogether t ->
                    new AgentReply.AllTimes(device.timesMs(t.turns().stream()
                            .map(r -> new TimingRequest(sessions.get(r.session()), r.discarded(), r.timed()))
                            .toList()));
                case AgentRequest.Run run -> run(run);
                case AgentRequest.Close close -> {
                    sessions.remove(close.session()).close();
                    yield new AgentReply.Done();
                }
            };
        }

        private AgentReply run(AgentRequest.Run run) {
            if (sessions.get(run.session()) instanceof InferenceSession session) {
                return new AgentReply.Output(session.run(run.nchw(), run.batch()));
            }
            throw new DeviceFailure(DeviceFailure.Stage.RUN, "this device only measures times", null);
        }

        @Override
        public void close() {
            sessions.values().forEach(Session::close);
            sessions.clear();
            if (device != null) {
                device.close();
                device = null;
            }
        }
    }
}

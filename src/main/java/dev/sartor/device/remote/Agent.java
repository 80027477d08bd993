package dev.sartor.device.remote;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.spec.DeviceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Server that runs and times models for a client that is connected by two streams: {@link AgentRequest} lines in,
 * {@link AgentReply} lines out. The program that starts it provides the streams (ssh, docker, kubectl); it opens no port.
 */
public final class Agent {
    private static final int MAX_SHOWN_CHARACTERS = 80;

    private final Function<DeviceSpec, Device> devices;
    private final ModelCache cache;
    private final String ownVersion;
    private final Duration heartbeatInterval;

    /**
     * @param devices    opens a device of this machine that the client asks for, see {@link OfferedDevices}
     * @param ownVersion version of Sartor on this machine
     * @param heartbeatInterval interval of replies that a long request is still running
     */
    public Agent(
            Function<DeviceSpec, Device> devices, ModelCache cache, String ownVersion, Duration heartbeatInterval) {
        this.devices = devices;
        this.cache = cache;
        this.ownVersion = ownVersion;
        this.heartbeatInterval = heartbeatInterval;
    }

    /**
     * Serves one client until its stream ends.
     *
     * @throws UserError   if a line is not JSON, such as a line typed by a person
     * @throws IOException if the client is gone, or sends a line without end
     */
    public void serve(InputStream requests, OutputStream replies) throws IOException {
        var out = new ReplyWriter(replies);
        try (ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory())) {
            heartbeats.scheduleAtFixedRate(
                    out::heartbeat, heartbeatInterval.toMillis(), heartbeatInterval.toMillis(), TimeUnit.MILLISECONDS);
            try {
                answer(requests, out);
            } finally {
                heartbeats.shutdownNow();
            }
        }
    }

    /** Answers the requests of one client until its stream ends. */
    void answer(InputStream requests, ReplyWriter replies) throws IOException {
        var in = new LineReader(requests, ProtocolLimits.MAX_LINE_BYTES);
        try (var client = new Client()) {
            for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
                replies.write(client.answer(line.get()));
            }
        }
    }

    /** The client's device and sessions. */
    private final class Client implements AutoCloseable {
        private final Map<Integer, Session> sessions = new HashMap<>();
        private Device device;

        AgentReply answer(String line) {
            try {
                return answer(AgentProtocol.parse(line, AgentRequest.class));
            } catch (AgentProtocol.InvalidMessage e) {
                if (!line.startsWith("{")) {
                    throw new UserError(
                            "this is not a request to an agent: "
                                    + line.substring(0, Math.min(line.length(), MAX_SHOWN_CHARACTERS)),
                            "stdin",
                            "start the agent with --via, as in --via 'ssh host sartor agent'; its input comes from"
                                    + " Sartor, not from a person");
                }
                return refused("a request is invalid: " + e.getMessage());
            }
        }

        private AgentReply answer(AgentRequest request) {
            try {
                return execute(request);
            } catch (DeviceFailure e) {
                return new AgentReply.Failed(e.stage(), e.getMessage());
            } catch (UserError e) {
                return new AgentReply.Refused(e.getMessage(), e.where(), e.fix());
            } catch (IllegalArgumentException | UncheckedIOException e) {
                return refused("the agent cannot do this: " + e.getMessage());
            }
        }

        private static AgentReply refused(String what) {
            return new AgentReply.Refused(what, "protocol", "use the same release of Sartor on both machines");
        }

        private AgentReply execute(AgentRequest request) {
            return switch (request) {
                case AgentRequest.Hello _ -> new AgentReply.Hello(AgentProtocol.PROTOCOL, ownVersion);
                case AgentRequest.Use use -> {
                    close();
                    device = devices.apply(DeviceSpec.parse(use.device()));
                    yield new AgentReply.Using(
                            device.maxOpenSessions(), Math.min(device.requestsPerCall(), ProtocolLimits.MAX_COUNT));
                }
                case AgentRequest.Describe _ -> new AgentReply.Description(device().description());
                case AgentRequest.Model model -> {
                    cache.put(model.sha256(), model.file());
                    yield new AgentReply.Done();
                }
                case AgentRequest.Open open -> open(open);
                case AgentRequest.Times t ->
                    new AgentReply.Times(session(t.session()).timesMs(t.discarded(), t.timed()));
                case AgentRequest.TimesTogether t ->
                    new AgentReply.AllTimes(device().timesMs(t.visits().stream()
                            .map(r -> new TimingRequest(session(r.session()), r.discarded(), r.timed()))
                            .toList()));
                case AgentRequest.Run run -> run(run);
                case AgentRequest.Close close -> {
                    session(close.session()).close();
                    sessions.remove(close.session());
                    yield new AgentReply.Done();
                }
            };
        }

        private Device device() {
            if (device == null) {
                throw new IllegalArgumentException("no device is in use");
            }
            return device;
        }

        private Session session(int number) {
            Session session = sessions.get(number);
            if (session == null) {
                throw new IllegalArgumentException("there is no session " + number);
            }
            return session;
        }

        private AgentReply open(AgentRequest.Open open) {
            if (sessions.containsKey(open.session())) {
                throw new IllegalArgumentException("session " + open.session() + " is open already");
            }
            Device opening = device();
            return cache.find(open.sha256())
                    .<AgentReply>map(file -> {
                        Session session = opening.open(file);
                        sessions.put(open.session(), session);
                        return new AgentReply.Opened(session.staysWarm());
                    })
                    .orElse(new AgentReply.Missing());
        }

        private AgentReply run(AgentRequest.Run run) {
            if (session(run.session()) instanceof InferenceSession session) {
                return new AgentReply.Output(session.run(run.nchw(), run.batch()));
            }
            throw new DeviceFailure(DeviceFailure.Stage.RUN, "this device only measures times");
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

package dev.sartor.device.remote;

import dev.sartor.device.Device;
import dev.sartor.device.spec.DeviceSpec;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Transport to agents in threads of this process. Connections can be cut and refused, and requests are recorded. */
final class PipedAgents implements AgentTransport {
    static final Duration HEARTBEAT = Duration.ofMillis(20);

    private final Function<DeviceSpec, Device> devices;
    private final ModelCache cache;
    /** The names of all requests in order. */
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    String version = "1.0";
    String greeting = "";
    int remainingRefusals;
    private PipedChannel lastChannel;

    PipedAgents(Function<DeviceSpec, Device> devices, Path cache) {
        this.devices = devices;
        this.cache = new ModelCache(cache, 1 << 30, InstantSource.system());
    }

    /** Closes the connection without notice. */
    void cut() {
        lastChannel.close();
    }

    long countRequests(String name) {
        return requests.stream().filter(name::equals).count();
    }

    @Override
    public AgentChannel open() throws IOException {
        if (remainingRefusals-- > 0) {
            throw new IOException("connection refused");
        }
        lastChannel = new PipedChannel(Pipe.open(), Pipe.open());
        Thread.ofPlatform().daemon().start(() -> serve(lastChannel));
        return lastChannel;
    }

    private void serve(PipedChannel channel) {
        try {
            OutputStream replies = Channels.newOutputStream(channel.fromAgent.sink());
            replies.write(greeting.getBytes(StandardCharsets.UTF_8));
            new Agent(devices, cache, version, HEARTBEAT)
                    .serve(Channels.newInputStream(channel.toAgent.source()), replies);
        } catch (IOException e) {
            // the connection was cut
        } finally {
            channel.close();
        }
    }

    @Override
    public String text() {
        return "via a pipe";
    }

    private final class PipedChannel implements AgentChannel {
        private final Pipe toAgent;
        private final Pipe fromAgent;

        PipedChannel(Pipe toAgent, Pipe fromAgent) {
            this.toAgent = toAgent;
            this.fromAgent = fromAgent;
        }

        @Override
        public OutputStream requests() {
            return new FilterOutputStream(Channels.newOutputStream(toAgent.sink())) {
                @Override
                public void write(byte[] line) throws IOException {
                    // the name of the request is the value of its first key
                    requests.add(new String(line, 0, Math.min(60, line.length), StandardCharsets.UTF_8).split("\"")[3]);
                    out.write(line);
                }
            };
        }

        @Override
        public InputStream replies() {
            return Channels.newInputStream(fromAgent.source());
        }

        @Override
        public String diagnostics() {
            return "";
        }

        @Override
        public void close() {
            try {
                toAgent.sink().close();
                toAgent.source().close();
                fromAgent.sink().close();
                fromAgent.source().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

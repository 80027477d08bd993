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

/** Agents in threads of this process, whose connections can be cut, refused, and listened to. */
final class PipedAgents implements AgentTransport {
    static final Duration BEAT = Duration.ofMillis(20);

    private final Function<DeviceSpec, Device> devices;
    private final ModelCache cache;
    /** The kinds of all requests so far. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    String version = "1.0";
    String greeting = "";
    int refusals;
    private PipedChannel last;

    PipedAgents(Function<DeviceSpec, Device> devices, Path cache) {
        this.devices = devices;
        this.cache = new ModelCache(cache, 1 << 30, InstantSource.system());
    }

    /** Cuts the present connection, as a pulled cable does. */
    void cut() {
        last.close();
    }

    long asked(String kind) {
        return asked.stream().filter(kind::equals).count();
    }

    @Override
    public AgentChannel open() throws IOException {
        if (refusals-- > 0) {
            throw new IOException("connection refused");
        }
        last = new PipedChannel(Pipe.open(), Pipe.open());
        Thread.ofPlatform().daemon().start(() -> serve(last));
        return last;
    }

    private void serve(PipedChannel channel) {
        try {
            OutputStream replies = Channels.newOutputStream(channel.back.sink());
            replies.write(greeting.getBytes(StandardCharsets.UTF_8));
            new Agent(devices, cache, version, BEAT).serve(Channels.newInputStream(channel.there.source()), replies);
        } catch (IOException e) {
            // cut
        } finally {
            channel.close();
        }
    }

    @Override
    public String text() {
        return "via a pipe";
    }

    private final class PipedChannel implements AgentChannel {
        private final Pipe there;
        private final Pipe back;

        PipedChannel(Pipe there, Pipe back) {
            this.there = there;
            this.back = back;
        }

        @Override
        public OutputStream requests() {
            return new FilterOutputStream(Channels.newOutputStream(there.sink())) {
                @Override
                public void write(byte[] line) throws IOException {
                    asked.add(new String(line, 0, Math.min(60, line.length), StandardCharsets.UTF_8).split("\"")[3]);
                    out.write(line);
                }
            };
        }

        @Override
        public InputStream replies() {
            return Channels.newInputStream(back.source());
        }

        @Override
        public String diagnostics() {
            return "";
        }

        @Override
        public void close() {
            try {
                there.sink().close();
                there.source().close();
                back.sink().close();
                back.source().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

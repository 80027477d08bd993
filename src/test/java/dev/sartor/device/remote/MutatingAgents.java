package dev.sartor.device.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Transport to agents in this thread whose replies are changed on their way. For each request a
 * new agent answers all requests so far again, and its last reply is the answer.
 */
final class MutatingAgents implements AgentTransport {
    private static final long MAX_CACHE_BYTES = 1000;

    private final Path cache;
    private final BiFunction<String, Integer, String> change;
    private int replies;
    private int replays;

    /** @param change gives the changed text of a reply; its second argument is the number of the reply, from 0 */
    MutatingAgents(Path cache, BiFunction<String, Integer, String> change) {
        this.cache = cache;
        this.change = change;
    }

    @Override
    public AgentChannel open() {
        return new Channel();
    }

    @Override
    public String text() {
        return "via a test";
    }

    private final class Channel implements AgentChannel {
        private final QueuedInputStream queue = new QueuedInputStream();
        private final List<String> requests = new ArrayList<>();

        @Override
        public OutputStream requests() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    throw new IllegalStateException("only whole lines are written");
                }

                @Override
                public void write(byte[] line) throws IOException {
                    requests.add(new String(line, StandardCharsets.UTF_8));
                    String reply = lastReply();
                    queue.add((change.apply(reply, replies++) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            };
        }

        /** The state of an agent is that of all requests so far. */
        private String lastReply() throws IOException {
            var out = new ByteArrayOutputStream();
            new Agent(
                            _ -> new ScriptedDevice(),
                            new ModelCache(
                                    cache.resolve("replay-" + replays++), MAX_CACHE_BYTES, InstantSource.system()),
                            "1.0",
                            Duration.ofHours(1))
                    .serve(new ByteArrayInputStream(String.join("", requests).getBytes(StandardCharsets.UTF_8)), out);
            return out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        }

        @Override
        public InputStream replies() {
            return queue;
        }

        @Override
        public String diagnostics() {
            return "";
        }

        @Override
        public void close() {
            queue.end();
        }
    }
}

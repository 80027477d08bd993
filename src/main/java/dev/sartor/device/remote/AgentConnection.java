package dev.sartor.device.remote;

import dev.sartor.base.Uninterruptibly;
import dev.sartor.base.UserError;
import dev.sartor.device.DeviceFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;

/** One agent's life: requests go out, replies come back in order. */
final class AgentConnection implements AutoCloseable {
    private static final String LINE_OF_JSON = "{";

    private final AgentChannel channel;
    private final RetryPolicy patience;
    private final LongSupplier nanoTime;
    /** Lines of the agent; empty at the end. */
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    AgentConnection(AgentChannel channel, RetryPolicy patience, LongSupplier nanoTime) {
        this.channel = channel;
        this.patience = patience;
        this.nanoTime = nanoTime;
        Thread.ofPlatform().daemon().name("agent").start(this::read);
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(channel.replies(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // login shells and pulled images greet on stdout before an agent speaks
                if (line.startsWith(LINE_OF_JSON)) {
                    lines.add(Optional.of(line));
                }
            }
        } catch (IOException e) {
            // the same as an end
        } finally {
            lines.add(Optional.empty());
        }
    }

    /**
     * Asks and waits for the answer, interrupts or not.
     *
     * @throws ConnectionLost       if none comes
     * @throws DeviceFailure as the agent's device threw it
     * @throws UserError     as the agent threw it
     */
    AgentReply ask(AgentRequest request) throws ConnectionLost {
        AgentReply reply = Uninterruptibly.call(() -> exchange(request));
        return switch (reply) {
            case AgentReply.Failed f -> throw new DeviceFailure(f.stage(), f.message(), null);
            case AgentReply.Refused r -> throw new UserError(r.what(), "the agent's " + r.where(), r.fix());
            case AgentReply.Hello _,
                    AgentReply.Done _,
                    AgentReply.Using _,
                    AgentReply.Opened _,
                    AgentReply.Working _,
                    AgentReply.Missing _,
                    AgentReply.Description _,
                    AgentReply.Times _,
                    AgentReply.AllTimes _,
                    AgentReply.Output _ -> reply;
        };
    }

    /** {@link #ask}, when only one kind of answer fits. */
    <R extends AgentReply> R ask(AgentRequest request, Class<R> kind) throws ConnectionLost {
        AgentReply reply = ask(request);
        if (!kind.isInstance(reply)) {
            throw new ConnectionLost(
                    "it answered '" + AgentProtocol.line(reply).strip() + "' to '"
                            + AgentProtocol.line(request).strip() + "'",
                    null);
        }
        return kind.cast(reply);
    }

    private AgentReply exchange(AgentRequest request) throws ConnectionLost {
        send(request);
        long start = nanoTime.getAsLong();
        Duration left = patience.answer();
        while (left.isPositive()) {
            AgentReply reply = next();
            if (!(reply instanceof AgentReply.Working)) {
                return reply;
            }
            left = patience.answer().minusNanos(nanoTime.getAsLong() - start);
        }
        throw dropped("no answer within " + patience.answer().toSeconds() + " s", null);
    }

    /** Writes from a thread of its own, since on a dead way a write of much may never return. */
    private void send(AgentRequest request) {
        byte[] line = AgentProtocol.line(request).getBytes(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> {
            try {
                channel.requests().write(line);
                channel.requests().flush();
            } catch (IOException e) {
                // the replies end too
            }
        });
    }

    private AgentReply next() throws ConnectionLost {
        try {
            Optional<String> line = lines.poll(patience.silence().toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw dropped("nothing was heard for " + patience.silence().toMillis() / 1e3 + " s", null);
            }
            return AgentProtocol.parse(line.orElseThrow(() -> dropped("it ended", null)), AgentReply.class);
        } catch (JacksonException e) {
            throw dropped("it spoke nonsense: " + e.getOriginalMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread", e);
        }
    }

    private ConnectionLost dropped(String how, Throwable cause) {
        String complaint = channel.complaint();
        return new ConnectionLost(complaint.isEmpty() ? how : how + "; " + complaint, cause);
    }

    @Override
    public void close() {
        channel.close();
    }
}

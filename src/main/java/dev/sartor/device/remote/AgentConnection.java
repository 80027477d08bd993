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

/** Connection to one running agent. Sends one request at a time and waits for its reply. */
final class AgentConnection implements AutoCloseable {
    private static final String JSON_OBJECT_START = "{";

    private final AgentChannel channel;
    private final RetryPolicy retryPolicy;
    private final LongSupplier nanoTime;
    /** Lines of the agent; an empty element marks the end. */
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    AgentConnection(AgentChannel channel, RetryPolicy retryPolicy, LongSupplier nanoTime) {
        this.channel = channel;
        this.retryPolicy = retryPolicy;
        this.nanoTime = nanoTime;
        Thread.ofPlatform().daemon().name("agent").start(this::read);
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(channel.replies(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // login shells and container tools may print to stdout before the agent does
                if (line.startsWith(JSON_OBJECT_START)) {
                    lines.add(Optional.of(line));
                }
            }
        } catch (IOException e) {
            // treated like the end of the stream
        } finally {
            lines.add(Optional.empty());
        }
    }

    /**
     * Sends a request and waits for the reply, without being interrupted.
     *
     * @throws ConnectionLost       if no reply arrives
     * @throws DeviceFailure from the agent's device
     * @throws UserError     from the agent
     */
    AgentReply request(AgentRequest request) throws ConnectionLost {
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

    /** {@link #request} that fails unless the reply is of this type. */
    <R extends AgentReply> R request(AgentRequest request, Class<R> kind) throws ConnectionLost {
        AgentReply reply = request(request);
        if (!kind.isInstance(reply)) {
            throw new ConnectionLost(
                    "it replied '" + AgentProtocol.line(reply).strip() + "' to '"
                            + AgentProtocol.line(request).strip() + "'",
                    null);
        }
        return kind.cast(reply);
    }

    private AgentReply exchange(AgentRequest request) throws ConnectionLost {
        send(request);
        long start = nanoTime.getAsLong();
        Duration remaining = retryPolicy.requestTimeout();
        while (remaining.isPositive()) {
            AgentReply reply = next();
            if (!(reply instanceof AgentReply.Working)) {
                return reply;
            }
            remaining = retryPolicy.requestTimeout().minusNanos(nanoTime.getAsLong() - start);
        }
        throw connectionLost("no reply within " + retryPolicy.requestTimeout().toSeconds() + " s", null);
    }

    /** Writes in another thread, since a large write to a dead connection may never return. */
    private void send(AgentRequest request) {
        byte[] line = AgentProtocol.line(request).getBytes(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> {
            try {
                channel.requests().write(line);
                channel.requests().flush();
            } catch (IOException e) {
                // the replies end too, which is reported
            }
        });
    }

    private AgentReply next() throws ConnectionLost {
        try {
            Optional<String> line = lines.poll(retryPolicy.silenceTimeout().toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw connectionLost(
                        "nothing was received for "
                                + retryPolicy.silenceTimeout().toMillis() / 1e3 + " s",
                        null);
            }
            return AgentProtocol.parse(line.orElseThrow(() -> connectionLost("it ended", null)), AgentReply.class);
        } catch (JacksonException e) {
            throw connectionLost("it sent an invalid reply: " + e.getOriginalMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("This thread is never interrupted", e);
        }
    }

    private ConnectionLost connectionLost(String how, Throwable cause) {
        String diagnostics = channel.diagnostics();
        return new ConnectionLost(diagnostics.isEmpty() ? how : how + "; " + diagnostics, cause);
    }

    @Override
    public void close() {
        channel.close();
    }
}

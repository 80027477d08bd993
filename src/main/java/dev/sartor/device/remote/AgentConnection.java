package dev.sartor.device.remote;

import dev.sartor.base.Uninterruptibly;
import dev.sartor.base.UserError;
import dev.sartor.device.DeviceFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Connection to one running agent. Sends one request at a time and waits for its reply. */
final class AgentConnection implements AutoCloseable {
    /** The start of the {@code where} line of an error that the agent reported. */
    static final String AGENT = "the agent's ";

    private static final String JSON_OBJECT_START = "{";

    /** Lines that may wait until the client reads them: heartbeats and one reply. */
    private static final int MAX_WAITING_LINES = 64;

    private final AgentChannel channel;
    private final RetryPolicy retryPolicy;
    private final LongSupplier nanoTime;

    /** Lines of the agent; the last element is the reason why there are no more. */
    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(MAX_WAITING_LINES);

    private volatile boolean closed;

    private sealed interface Received {}

    private record Line(String text) implements Received {}

    private record End(String reason) implements Received {}

    AgentConnection(AgentChannel channel, RetryPolicy retryPolicy, LongSupplier nanoTime) {
        this.channel = channel;
        this.retryPolicy = retryPolicy;
        this.nanoTime = nanoTime;
        Thread.ofPlatform().daemon().name("agent").start(this::read);
    }

    private void read() {
        String end = "it ended";
        var in = new LineReader(channel.replies(), ProtocolLimits.MAX_LINE_BYTES);
        try {
            for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
                // login shells and container tools may print to stdout before the agent does
                if (line.get().startsWith(JSON_OBJECT_START)) {
                    add(new Line(line.get()));
                }
            }
        } catch (LineReader.LineTooLong e) {
            end = e.getMessage();
        } catch (IOException e) {
            // treated like the end of the stream
        }
        add(new End(end));
    }

    /** Waits while the queue is full, so that an agent that sends without end is slowed and not stored. */
    private void add(Received next) {
        try {
            while (!received.offer(next, 1, TimeUnit.SECONDS)) {
                if (closed) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("This thread is never interrupted", e);
        }
    }

    /**
     * Sends a request and waits for the reply, without being interrupted.
     *
     * @throws InvalidReply   if the agent does not keep to the protocol
     * @throws ConnectionLost if no reply arrives
     * @throws DeviceFailure  from the agent's device
     * @throws UserError      from the agent
     */
    AgentReply request(AgentRequest request) throws ConnectionLost {
        AgentReply reply = Uninterruptibly.call(() -> exchange(request));
        return switch (reply) {
            case AgentReply.Failed f -> throw new DeviceFailure(f.stage(), f.message());
            case AgentReply.Refused r -> throw new UserError(r.what(), AGENT + r.where(), r.fix());
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
            throw new InvalidReply("it replied '" + name(reply) + "' to '" + name(request) + "'");
        }
        return kind.cast(reply);
    }

    private static String name(Object message) {
        return message.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private AgentReply exchange(AgentRequest request) throws ConnectionLost {
        requireNoReplyWaiting();
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
        throw connectionLost("no reply within " + retryPolicy.requestTimeout().toSeconds() + " s");
    }

    /** Removes heartbeats that arrived since the last reply; anything else is an error of the agent. */
    private void requireNoReplyWaiting() throws ConnectionLost {
        for (Received next = received.poll(); next != null; next = received.poll()) {
            if (!(parse(next) instanceof AgentReply.Working)) {
                throw new InvalidReply("it sent a reply without a request");
            }
        }
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
            Received next = received.poll(retryPolicy.silenceTimeout().toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw connectionLost("nothing was received for "
                        + retryPolicy.silenceTimeout().toMillis() / 1e3 + " s");
            }
            return parse(next);
        } catch (InterruptedException e) {
            throw new IllegalStateException("This thread is never interrupted", e);
        }
    }

    private AgentReply parse(Received next) throws ConnectionLost {
        return switch (next) {
            case End end -> throw connectionLost(end.reason());
            case Line line -> {
                try {
                    yield AgentProtocol.parse(line.text(), AgentReply.class);
                } catch (AgentProtocol.InvalidMessage e) {
                    throw new InvalidReply(e.getMessage(), e);
                }
            }
        };
    }

    private ConnectionLost connectionLost(String how) {
        String diagnostics = channel.diagnostics();
        return new ConnectionLost(diagnostics.isEmpty() ? how : how + "; " + diagnostics);
    }

    @Override
    public void close() {
        closed = true;
        channel.close();
    }
}

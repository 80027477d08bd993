package dev.sartor.device.remote;

import dev.sartor.base.UserError;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** The way to an agent, which is laid anew when it breaks. */
final class ReconnectingClient implements AutoCloseable {
    private final AgentTransport transport;
    private final String device;
    private final String sartor;
    private final RetryPolicy patience;
    private final LongSupplier nanoTime;
    private final DeviceDescription first;
    private AgentConnection connection;
    private AgentReply.Using using;
    /** Why the agent could not be had again; null while it may. */
    private ConnectionLost lost;

    private int sessions;

    /** Something that is asked of an agent, all on one connection. */
    @FunctionalInterface
    interface Talk<T> {
        T on(AgentConnection connection) throws ConnectionLost;
    }

    /**
     * Connects for the first time.
     *
     * @param device text of the device that the agent is to use
     * @param sartor this Sartor's version, which the agent must have too
     * @throws UserError if no agent answers, or one that does not fit
     */
    ReconnectingClient(
            AgentTransport transport, String device, String sartor, RetryPolicy patience, LongSupplier nanoTime) {
        this.transport = transport;
        this.device = device;
        this.sartor = sartor;
        this.patience = patience;
        this.nanoTime = nanoTime;
        try {
            connection = connected(_ -> {});
            first = connection
                    .ask(new AgentRequest.Describe(), AgentReply.Description.class)
                    .description();
        } catch (ConnectionLost e) {
            drop();
            throw new UserError(
                    "no agent answers: " + e.getMessage(),
                    transport.text(),
                    "try the command in a shell: it has to start 'sartor agent' on the other machine without asking"
                            + " anything",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    /**
     * Talks with the agent; if the connection drops, again from the talk's beginning on a new one.
     *
     * @param stage of the failure, should every connection drop
     */
    <T> T talk(DeviceFailure.Stage stage, Talk<T> talk) {
        for (int left = patience.tries() - 1; ; left--) {
            try {
                return talk.on(live());
            } catch (ConnectionLost e) {
                drop();
                if (left == 0) {
                    throw new DeviceFailure(stage, "the agent dies of it: " + e.getMessage(), e);
                }
            }
        }
    }

    /** A talk that is worth nothing on a new connection, so that a dropped one ends it. */
    void lastWords(AgentConnection with, Talk<?> talk) {
        if (with != connection) {
            return;
        }
        try {
            talk.on(with);
        } catch (ConnectionLost e) {
            drop();
        }
    }

    /** The device at the first connection. */
    DeviceDescription first() {
        return first;
    }

    /** How many sessions and turns the device takes at once. */
    AgentReply.Using using() {
        return using;
    }

    /** A number for a new session. */
    int number() {
        return sessions++;
    }

    private AgentConnection live() {
        if (connection == null) {
            connection = reconnected();
        }
        return connection;
    }

    private AgentConnection reconnected() {
        ConnectionLost last = lost;
        for (Duration pause : lost == null ? patience.pauses() : List.<Duration>of()) {
            try {
                Thread.sleep(pause);
                return connected(this::checkSame);
            } catch (ConnectionLost e) {
                last = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed("given up", e);
            }
        }
        lost = last;
        throw failed(last.getMessage(), last);
    }

    private DeviceFailure failed(String why, Throwable cause) {
        return new DeviceFailure(DeviceFailure.Stage.RUN, "the agent is lost, " + transport.text() + ": " + why, cause);
    }

    /** Looks at a connection; throws if it does not fit. */
    private interface Check {
        void of(AgentConnection fresh) throws ConnectionLost;
    }

    /** A new connection to an agent that fits and has opened the device. */
    private AgentConnection connected(Check check) throws ConnectionLost {
        AgentConnection fresh;
        try {
            fresh = new AgentConnection(transport.open(), patience, nanoTime);
        } catch (IOException e) {
            throw new ConnectionLost(e.getMessage(), e);
        }
        try {
            greet(fresh);
            using = fresh.ask(new AgentRequest.Use(device), AgentReply.Using.class);
            check.of(fresh);
            return fresh;
        } catch (ConnectionLost | RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    private void greet(AgentConnection fresh) throws ConnectionLost {
        var hello = fresh.ask(new AgentRequest.Hello(AgentProtocol.PROTOCOL, sartor), AgentReply.Hello.class);
        if (hello.protocol() != AgentProtocol.PROTOCOL || !hello.sartor().equals(sartor)) {
            throw new UserError(
                    "the agent is Sartor " + hello.sartor() + " (protocol " + hello.protocol() + "), this is Sartor "
                            + sartor + " (protocol " + AgentProtocol.PROTOCOL + ")",
                    transport.text(),
                    "install the same release on both machines");
        }
    }

    private void checkSame(AgentConnection again) throws ConnectionLost {
        DeviceDescription now = again.ask(new AgentRequest.Describe(), AgentReply.Description.class)
                .description();
        if (!now.machine().equals(first.machine()) || !now.runtime().equals(first.runtime())) {
            throw new UserError(
                    "another machine answers than before: " + now.machine() + ", not " + first.machine(),
                    transport.text(),
                    "name one machine: times of several must not be mixed");
        }
    }

    private void drop() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public void close() {
        drop();
    }
}

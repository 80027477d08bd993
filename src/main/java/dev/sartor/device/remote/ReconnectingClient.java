package dev.sartor.device.remote;

import dev.sartor.base.UserError;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** A client of an agent that reconnects when the connection fails. */
final class ReconnectingClient implements AutoCloseable {
    private final AgentTransport transport;
    private final String device;
    private final String sartor;
    private final RetryPolicy retryPolicy;
    private final LongSupplier nanoTime;
    private final DeviceDescription initialDescription;
    private AgentConnection connection;
    private AgentReply.Using capabilities;
    /** Why reconnecting failed for good; null while it may still succeed. */
    private ConnectionLost lastError;

    private int sessions;

    /** Some requests to an agent, all on one connection. */
    @FunctionalInterface
    interface Exchange<T> {
        T on(AgentConnection connection) throws ConnectionLost;
    }

    /**
     * Connects for the first time.
     *
     * @param device text of the device that the agent must use
     * @param sartor this Sartor's version, which the agent must have too
     * @throws UserError if no agent replies, or its version is different
     */
    ReconnectingClient(
            AgentTransport transport, String device, String sartor, RetryPolicy retryPolicy, LongSupplier nanoTime) {
        this.transport = transport;
        this.device = device;
        this.sartor = sartor;
        this.retryPolicy = retryPolicy;
        this.nanoTime = nanoTime;
        try {
            connection = connected(_ -> {});
            initialDescription = connection
                    .request(new AgentRequest.Describe(), AgentReply.Description.class)
                    .description();
        } catch (ConnectionLost e) {
            disconnect();
            throw new UserError(
                    "no agent replies: " + e.getMessage(),
                    transport.text(),
                    "try the command in a shell: it must start 'sartor agent' on the other machine without asking for"
                            + " input",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    /**
     * Sends requests; if the connection fails, sends all of them again on a new connection.
     *
     * @param stage of the failure, if every connection fails
     */
    <T> T exchange(DeviceFailure.Stage stage, Exchange<T> exchange) {
        for (int left = retryPolicy.attempts() - 1; ; left--) {
            try {
                return exchange.on(connection());
            } catch (ConnectionLost e) {
                disconnect();
                if (left == 0) {
                    throw new DeviceFailure(stage, "the request crashes the agent: " + e.getMessage(), e);
                }
            }
        }
    }

    /** Sends requests that are needed only on an existing connection; does nothing if it has failed. */
    void sendIfConnected(AgentConnection with, Exchange<?> exchange) {
        if (with != connection) {
            return;
        }
        try {
            exchange.on(with);
        } catch (ConnectionLost e) {
            disconnect();
        }
    }

    /** The description of the device at the first connection. */
    DeviceDescription initialDescription() {
        return initialDescription;
    }

    /** How many sessions and requests the device takes at once. */
    AgentReply.Using capabilities() {
        return capabilities;
    }

    /** A number for a new session. */
    int nextSessionNumber() {
        return sessions++;
    }

    private AgentConnection connection() {
        if (connection == null) {
            connection = reconnected();
        }
        return connection;
    }

    private AgentConnection reconnected() {
        ConnectionLost last = lastError;
        for (Duration pause : lastError == null ? retryPolicy.reconnectDelays() : List.<Duration>of()) {
            try {
                Thread.sleep(pause);
                return connected(this::checkSame);
            } catch (ConnectionLost e) {
                last = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed("interrupted", e);
            }
        }
        lastError = last;
        throw failed(last.getMessage(), last);
    }

    private DeviceFailure failed(String why, Throwable cause) {
        return new DeviceFailure(
                DeviceFailure.Stage.RUN,
                "the connection to the agent is lost, " + transport.text() + ": " + why,
                cause);
    }

    /** A check of a new connection; throws if it must not be used. */
    private interface Check {
        void of(AgentConnection fresh) throws ConnectionLost;
    }

    /** A new connection to an agent of the same version that has opened the device. */
    private AgentConnection connected(Check check) throws ConnectionLost {
        AgentConnection fresh;
        try {
            fresh = new AgentConnection(transport.open(), retryPolicy, nanoTime);
        } catch (IOException e) {
            throw new ConnectionLost(e.getMessage(), e);
        }
        try {
            handshake(fresh);
            capabilities = fresh.request(new AgentRequest.Use(device), AgentReply.Using.class);
            check.of(fresh);
            return fresh;
        } catch (ConnectionLost | RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    private void handshake(AgentConnection fresh) throws ConnectionLost {
        var hello = fresh.request(new AgentRequest.Hello(AgentProtocol.PROTOCOL, sartor), AgentReply.Hello.class);
        if (hello.protocol() != AgentProtocol.PROTOCOL || !hello.sartor().equals(sartor)) {
            throw new UserError(
                    "the agent is Sartor " + hello.sartor() + " (protocol " + hello.protocol() + "), this is Sartor "
                            + sartor + " (protocol " + AgentProtocol.PROTOCOL + ")",
                    transport.text(),
                    "install the same release on both machines");
        }
    }

    private void checkSame(AgentConnection again) throws ConnectionLost {
        DeviceDescription now = again.request(new AgentRequest.Describe(), AgentReply.Description.class)
                .description();
        if (!now.machine().equals(initialDescription.machine())
                || !now.runtime().equals(initialDescription.runtime())) {
            throw new UserError(
                    "another machine replies than before: " + now.machine() + ", not " + initialDescription.machine(),
                    transport.text(),
                    "use a command that always reaches the same machine: times of several machines must not be mixed");
        }
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}

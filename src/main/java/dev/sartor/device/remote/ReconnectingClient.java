package dev.sartor.device.remote;

import dev.sartor.base.UserError;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.spec.DeviceSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Client of an agent that reconnects when the connection fails. */
final class ReconnectingClient implements AutoCloseable {
    private final AgentTransport transport;
    private final DeviceSpec device;
    private final String ownVersion;
    private final RetryPolicy retryPolicy;
    private final LongSupplier nanoTime;
    private final DeviceDescription initialDescription;
    private AgentConnection connection;
    private AgentReply.Using capabilities;
    /** Why reconnecting failed for good; null while it may still succeed. */
    private ConnectionLost lastError;

    private int sessionNumbers;

    /** Requests to an agent that must all use the same connection. */
    @FunctionalInterface
    interface Exchange<T> {
        T send(AgentConnection connection) throws ConnectionLost;
    }

    /**
     * Connects for the first time.
     *
     * @param device the device that the agent must use
     * @param ownVersion version of Sartor on this machine, which the agent must have too
     * @throws UserError if no agent replies, or its version is different
     */
    ReconnectingClient(
            AgentTransport transport,
            DeviceSpec device,
            String ownVersion,
            RetryPolicy retryPolicy,
            LongSupplier nanoTime) {
        this.transport = transport;
        this.device = device;
        this.ownVersion = ownVersion;
        this.retryPolicy = retryPolicy;
        this.nanoTime = nanoTime;
        try {
            Check accepted = _ -> {};
            connection = connect(accepted);
            initialDescription = describe(connection);
        } catch (InvalidReply e) {
            disconnect();
            throw invalid(e);
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
     * Sends requests. If the connection fails, sends all of them again on a new connection.
     *
     * @param stage the stage of the {@link DeviceFailure} if every connection fails
     * @throws UserError if the agent does not keep to the protocol
     */
    <T> T exchange(DeviceFailure.Stage stage, Exchange<T> exchange) {
        for (int remaining = retryPolicy.attempts() - 1; ; remaining--) {
            try {
                return exchange.send(connection());
            } catch (InvalidReply e) {
                disconnect();
                throw invalid(e);
            } catch (ConnectionLost e) {
                disconnect();
                if (remaining == 0) {
                    throw new DeviceFailure(stage, "the request crashes the agent: " + e.getMessage(), e);
                }
            }
        }
    }

    private UserError invalid(InvalidReply e) {
        return new UserError(
                "the agent sent an invalid reply: " + e.getMessage(),
                transport.text(),
                "install the same release of Sartor on both machines; an agent of your own must keep to the protocol in"
                        + " src/docs/devices.md",
                UserError.ExitCode.FAILED,
                e);
    }

    /** The description of the device now. Its device is the one that was asked for, whatever the agent says. */
    DeviceDescription describe(AgentConnection usedConnection) throws ConnectionLost {
        DeviceDescription reported = usedConnection
                .request(new AgentRequest.Describe(), AgentReply.Description.class)
                .description();
        return new DeviceDescription(
                device, reported.machine(), reported.state(), reported.runtime(), reported.settings());
    }

    /** Sends requests if {@code usedConnection} is still open; otherwise does nothing. */
    void sendIfConnected(AgentConnection usedConnection, Exchange<?> exchange) {
        if (usedConnection != connection) {
            return;
        }
        try {
            exchange.send(usedConnection);
        } catch (ConnectionLost e) {
            disconnect();
        }
    }

    /** The description of the device at the first connection. */
    DeviceDescription initialDescription() {
        return initialDescription;
    }

    /** The numbers of sessions and requests that the device takes at the same time. */
    AgentReply.Using capabilities() {
        return capabilities;
    }

    /** A number that no other session of this client has. */
    int nextSessionNumber() {
        return sessionNumbers++;
    }

    private AgentConnection connection() {
        if (connection == null) {
            connection = reconnect();
        }
        return connection;
    }

    private AgentConnection reconnect() {
        ConnectionLost last = lastError;
        for (Duration pause : lastError == null ? retryPolicy.reconnectDelays() : List.<Duration>of()) {
            try {
                Thread.sleep(pause);
                return connect(this::checkSameMachine);
            } catch (InvalidReply e) {
                throw invalid(e);
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

    /** Throws if a new connection must not be used. */
    private interface Check {
        void run(AgentConnection connection) throws ConnectionLost;
    }

    /** Starts an agent of the same version and lets it open the device. */
    private AgentConnection connect(Check check) throws ConnectionLost {
        AgentConnection newConnection;
        try {
            newConnection = new AgentConnection(transport.open(), retryPolicy, nanoTime);
        } catch (IOException e) {
            throw new ConnectionLost(e.getMessage(), e);
        }
        try {
            handshake(newConnection);
            capabilities = newConnection.request(new AgentRequest.Use(device.text()), AgentReply.Using.class);
            check.run(newConnection);
            return newConnection;
        } catch (ConnectionLost | RuntimeException e) {
            newConnection.close();
            throw e;
        }
    }

    private void handshake(AgentConnection newConnection) throws ConnectionLost {
        var hello = newConnection.request(
                new AgentRequest.Hello(AgentProtocol.PROTOCOL, ownVersion), AgentReply.Hello.class);
        if (hello.protocol() != AgentProtocol.PROTOCOL || !hello.sartor().equals(ownVersion)) {
            throw new UserError(
                    "the agent is Sartor " + hello.sartor() + " (protocol " + hello.protocol() + "), this is Sartor "
                            + ownVersion + " (protocol " + AgentProtocol.PROTOCOL + ")",
                    transport.text(),
                    "install the same release on both machines");
        }
    }

    private void checkSameMachine(AgentConnection newConnection) throws ConnectionLost {
        DeviceDescription now = describe(newConnection);
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

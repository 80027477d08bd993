package dev.sartor.device.remote;

import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.InProcessSpec;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A device of another machine, used through an {@link Agent}. When the connection fails, it reconnects, opens sessions again when
 * they are next used, and warms them up; only if that fails is there an error.
 */
public sealed class RemoteDevice implements Device permits RemoteInferenceDevice {
    final ReconnectingClient client;

    RemoteDevice(ReconnectingClient client) {
        this.client = client;
    }

    /**
     * Starts an agent with a command line such as {@code ssh pi@host sartor agent}.
     *
     * @param ownVersion version of Sartor on this machine, which the agent must have too
     * @throws dev.sartor.base.UserError if no agent replies, its version is different, or it cannot open the device
     */
    public static Device open(DeviceSpec spec, String via, String ownVersion, LongSupplier nanoTime) {
        return new RemoteDevice(client(spec, via, ownVersion, nanoTime));
    }

    /** Like {@link #open(DeviceSpec, String, String, LongSupplier)}, for a device that also returns outputs. */
    public static RemoteInferenceDevice open(InProcessSpec spec, String via, String ownVersion, LongSupplier nanoTime) {
        return new RemoteInferenceDevice(client(spec, via, ownVersion, nanoTime));
    }

    /** Whether an error of {@code open} is the reply of an agent that does not have the device. */
    public static boolean isRefusal(UserError e) {
        return e.where().startsWith(AgentConnection.AGENT);
    }

    private static ReconnectingClient client(DeviceSpec spec, String via, String ownVersion, LongSupplier nanoTime) {
        return new ReconnectingClient(
                CommandTransport.ofCommandLine(via), spec, ownVersion, RetryPolicy.standard(), nanoTime);
    }

    /** The present description; the initial one if the connection is lost. */
    @Override
    public DeviceDescription description() {
        try {
            return client.exchange(DeviceFailure.Stage.RUN, client::describe);
        } catch (DeviceFailure e) {
            return client.initialDescription();
        }
    }

    @Override
    public Session open(byte[] model) {
        return RemoteSession.open(client, model);
    }

    @Override
    public int maxOpenSessions() {
        return client.capabilities().maxOpenSessions();
    }

    @Override
    public int requestsPerCall() {
        return client.capabilities().requestsPerCall();
    }

    /** Sends all requests to the agent in one message. */
    @Override
    public List<double[]> timesMs(List<TimingRequest> requests) {
        return RemoteSession.timesMs(
                client,
                requests,
                requests.stream().map(r -> unwrap(r.session())).toList());
    }

    /** The remote session of a session that this device has opened. */
    RemoteSession unwrap(Session opened) {
        return (RemoteSession) opened;
    }

    @Override
    public void close() {
        client.close();
    }
}

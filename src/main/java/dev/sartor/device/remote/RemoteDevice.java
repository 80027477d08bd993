package dev.sartor.device.remote;

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
 * A device of another machine, behind an {@link Agent}. When the connection drops it is laid anew, sessions are opened
 * again where they are needed next, and warmed up; only if that fails does a caller notice.
 */
public sealed class RemoteDevice implements Device permits RemoteInferenceDevice {
    final ReconnectingClient link;

    RemoteDevice(ReconnectingClient link) {
        this.link = link;
    }

    /**
     * Starts an agent by a command line such as {@code ssh pi@host sartor agent}.
     *
     * @param sartor this Sartor's version, which the agent must have too
     * @throws dev.sartor.base.UserError if no agent answers, or one that does not fit, or it cannot open the device
     */
    public static Device open(DeviceSpec spec, String via, String sartor, LongSupplier nanoTime) {
        return new RemoteDevice(link(spec, via, sartor, nanoTime));
    }

    /** {@link #open(DeviceSpec, String, String, LongSupplier)} of a device that computes too. */
    public static RemoteInferenceDevice open(InProcessSpec spec, String via, String sartor, LongSupplier nanoTime) {
        return new RemoteInferenceDevice(link(spec, via, sartor, nanoTime));
    }

    private static ReconnectingClient link(DeviceSpec spec, String via, String sartor, LongSupplier nanoTime) {
        return new ReconnectingClient(new CommandTransport(via), spec.text(), sartor, RetryPolicy.standard(), nanoTime);
    }

    /** What it is, as it is now; once the agent is lost, as it was at first. */
    @Override
    public DeviceDescription description() {
        try {
            return link.talk(
                    DeviceFailure.Stage.RUN,
                    c -> c.ask(new AgentRequest.Describe(), AgentReply.Description.class)
                            .description());
        } catch (DeviceFailure e) {
            return link.first();
        }
    }

    @Override
    public Session open(byte[] onnx) {
        return RemoteSession.open(link, onnx);
    }

    @Override
    public int sessionsAtOnce() {
        return link.using().sessionsAtOnce();
    }

    @Override
    public int turnsAtOnce() {
        return link.using().turnsAtOnce();
    }

    /** In one request. */
    @Override
    public List<double[]> timesMs(List<TimingRequest> turns) {
        return RemoteSession.timesMs(
                link, turns, turns.stream().map(t -> behind(t.session())).toList());
    }

    /** The session behind one that this device has opened. */
    RemoteSession behind(Session opened) {
        return (RemoteSession) opened;
    }

    @Override
    public void close() {
        link.close();
    }
}

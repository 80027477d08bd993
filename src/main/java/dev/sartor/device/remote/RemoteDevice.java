package dev.sartor.device.remote;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.DeviceSpec;
import dev.sartor.device.InProcessSpec;
import dev.sartor.device.Session;
import dev.sartor.device.Turn;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A device of another machine, behind an {@link Agent}. When the connection drops it is laid anew, sessions are opened
 * again where they are needed next, and warmed up; only if that fails does a caller notice.
 */
public sealed class RemoteDevice implements Device permits RemoteComputingDevice {
    final Link link;

    RemoteDevice(Link link) {
        this.link = link;
    }

    /**
     * Starts an agent by a command line such as {@code ssh pi@host sartor agent}.
     *
     * @param sartor this Sartor's version, which the agent must have too
     * @throws dev.sartor.arch.UserError if no agent answers, or one that does not fit, or it cannot open the device
     */
    public static Device open(DeviceSpec spec, String via, String sartor, LongSupplier nanoTime) {
        return new RemoteDevice(link(spec, via, sartor, nanoTime));
    }

    /** {@link #open(DeviceSpec, String, String, LongSupplier)} of a device that computes too. */
    public static RemoteComputingDevice open(InProcessSpec spec, String via, String sartor, LongSupplier nanoTime) {
        return new RemoteComputingDevice(link(spec, via, sartor, nanoTime));
    }

    private static Link link(DeviceSpec spec, String via, String sartor, LongSupplier nanoTime) {
        return new Link(new CommandTransport(via), spec.text(), sartor, Patience.standard(), nanoTime);
    }

    /** What it is, as it is now; once the agent is lost, as it was at first. */
    @Override
    public DeviceDescription description() {
        try {
            return link.talk(
                    DeviceFailure.Stage.RUN,
                    c -> c.ask(new Request.Describe(), Reply.Description.class).description());
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
    public List<double[]> timesMs(List<Turn> turns) {
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

package dev.sartor.device.remote;

import dev.sartor.device.ComputingDevice;
import dev.sartor.device.ComputingSession;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.Session;

/** A remote device that computes too. */
public final class RemoteComputingDevice extends RemoteDevice implements ComputingDevice {
    RemoteComputingDevice(Link link) {
        super(link);
    }

    @Override
    public ComputingSession open(byte[] onnx) {
        return new Computing(RemoteSession.open(link, onnx));
    }

    @Override
    RemoteSession behind(Session opened) {
        return ((Computing) opened).session();
    }

    private record Computing(RemoteSession session) implements ComputingSession {
        @Override
        public double[] timesMs(int discarded, int timed) {
            return session.timesMs(discarded, timed);
        }

        @Override
        public boolean staysWarm() {
            return session.staysWarm();
        }

        @Override
        public float[] run(float[] nchw, int batch) {
            return session.talk(
                    DeviceFailure.Stage.RUN,
                    c -> c.ask(new Request.Run(session.number(), nchw, batch), Reply.Output.class)
                            .values());
        }

        @Override
        public void close() {
            session.close();
        }
    }
}

package dev.sartor.device.remote;

import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.Session;

/** A remote device that computes too. */
public final class RemoteInferenceDevice extends RemoteDevice implements InferenceDevice {
    RemoteInferenceDevice(ReconnectingClient link) {
        super(link);
    }

    @Override
    public InferenceSession open(byte[] onnx) {
        return new Computing(RemoteSession.open(link, onnx));
    }

    @Override
    RemoteSession behind(Session opened) {
        return ((Computing) opened).session();
    }

    private record Computing(RemoteSession session) implements InferenceSession {
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
                    c -> c.ask(new AgentRequest.Run(session.number(), nchw, batch), AgentReply.Output.class)
                            .values());
        }

        @Override
        public void close() {
            session.close();
        }
    }
}

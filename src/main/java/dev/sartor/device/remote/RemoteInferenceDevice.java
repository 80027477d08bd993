package dev.sartor.device.remote;

import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.Session;

/** A device of another machine that also returns the outputs of models. */
public final class RemoteInferenceDevice extends RemoteDevice implements InferenceDevice {
    RemoteInferenceDevice(ReconnectingClient client) {
        super(client);
    }

    @Override
    public InferenceSession open(byte[] onnx) {
        return new RemoteInferenceSession(RemoteSession.open(client, onnx));
    }

    @Override
    RemoteSession unwrap(Session opened) {
        return ((RemoteInferenceSession) opened).session();
    }

    private record RemoteInferenceSession(RemoteSession session) implements InferenceSession {
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
            return session.exchange(DeviceFailure.Stage.RUN, c -> {
                float[] values = c.request(new AgentRequest.Run(session.number(), nchw, batch), AgentReply.Output.class)
                        .values();
                if (values.length % batch != 0) {
                    throw new InvalidReply("it sent " + values.length + " values for " + batch + " images");
                }
                return values;
            });
        }

        @Override
        public void close() {
            session.close();
        }
    }
}

package dev.sartor.device.remote;

import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.DeviceSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Device of an agent whose n-th run of a session takes n ms. */
final class ScriptedDevice implements InferenceDevice {
    /** Names of the calls in order. */
    final List<String> events = new CopyOnWriteArrayList<>();

    String cpu = "Scripted 1";
    boolean staysWarm = true;
    Runnable beforeRuns = () -> {};

    @Override
    public DeviceDescription description() {
        return new DeviceDescription(
                DeviceSpec.cpu(),
                // Machine: CPU, architecture, processors, affinity, virtual, bytes of memory, operating system, kernel
                new Machine(cpu, "none", 1, "0", false, 1, "none", "none"),
                new MachineState(Optional.of("performance"), OptionalDouble.of(1500), OptionalDouble.empty()),
                new DeviceDescription.RuntimeBuild("scripted", "1", "1"),
                Map.of("a", "b"));
    }

    @Override
    public InferenceSession open(byte[] onnx) {
        if (onnx.length == 0) {
            throw new DeviceFailure(DeviceFailure.Stage.LOAD, "nothing in it");
        }
        events.add("open");
        return new ScriptedSession(onnx[0]);
    }

    @Override
    public int maxOpenSessions() {
        return 64;
    }

    @Override
    public int requestsPerCall() {
        return 3;
    }

    @Override
    public void close() {
        events.add("close device");
    }

    private final class ScriptedSession implements InferenceSession {
        private final byte first;
        private int runs;

        ScriptedSession(byte first) {
            this.first = first;
        }

        @Override
        public double[] timesMs(int discarded, int timed) {
            beforeRuns.run();
            runs += discarded;
            double[] times =
                    IntStream.range(0, timed).mapToDouble(i -> runs + 1 + i).toArray();
            runs += timed;
            return times;
        }

        @Override
        public boolean staysWarm() {
            return staysWarm;
        }

        @Override
        public float[] run(float[] nchw, int batch) {
            if (nchw.length % batch != 0) {
                throw new DeviceFailure(DeviceFailure.Stage.RUN, nchw.length + " values are no batch");
            }
            return new float[] {first, nchw.length, batch, nchw[0], Float.NEGATIVE_INFINITY};
        }

        @Override
        public void close() {
            events.add("close");
        }
    }
}

package dev.sartor.device.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.NodeTime;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A model loaded into ONNX Runtime in this process. */
final class InProcessSession implements InferenceSession {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final LongSupplier nanoTime;
    private final String inputName;
    private final long[] inputDims;
    private final Map<String, OnnxTensor> timedInputs;
    private final Map<String, OnnxTensor> timedOutputs;

    private InProcessSession(
            OrtEnvironment environment, OrtSession session, SharedTensors tensors, int batch, LongSupplier nanoTime)
            throws OrtException {
        this.environment = environment;
        this.session = session;
        this.nanoTime = nanoTime;
        NodeInfo input = requireSingle("input", session.getInputInfo());
        NodeInfo output = requireSingle("output", session.getOutputInfo());
        inputName = input.getName();
        inputDims = dims(input, batch);
        timedInputs = Map.of(inputName, tensors.input(inputDims));
        timedOutputs = Map.of(output.getName(), tensors.output(dims(output, batch)));
    }

    static InProcessSession open(
            OrtEnvironment environment,
            OrtSession.SessionOptions options,
            SharedTensors tensors,
            byte[] onnx,
            int batch,
            LongSupplier nanoTime) {
        try {
            OrtSession session = environment.createSession(onnx, options);
            try {
                return new InProcessSession(environment, session, tensors, batch, nanoTime);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new DeviceFailure(DeviceFailure.Stage.LOAD, "ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    @Override
    public double[] timesMs(int discarded, int timed) {
        double[] times = new double[timed];
        try {
            for (int i = 0; i < discarded; i++) {
                timedRunMs();
            }
            for (int i = 0; i < timed; i++) {
                times[i] = timedRunMs();
            }
        } catch (OrtException e) {
            throw failedRun(e);
        }
        return times;
    }

    private double timedRunMs() throws OrtException {
        long start = nanoTime.getAsLong();
        // the output tensor is preallocated, so that the result is neither allocated nor copied in the timed run
        try (var _ = session.run(timedInputs, timedOutputs)) {
            return (nanoTime.getAsLong() - start) / 1e6;
        }
    }

    /** Ends the profiling of a session that was opened for it, and returns the nodes of each run. */
    List<List<NodeTime>> endProfiling() throws OrtException {
        Path file = Path.of(session.endProfiling());
        try {
            return OrtProfileFile.read(file);
        } finally {
            file.toFile().delete();
        }
    }

    @Override
    public float[] run(float[] nchw, int batch) {
        long[] dims = inputDims.clone();
        dims[0] = batch;
        if (nchw.length != Arrays.stream(dims).reduce(1, Math::multiplyExact)) {
            throw new IllegalArgumentException(nchw.length + " values are not " + Arrays.toString(dims));
        }
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(nchw), dims);
                OrtSession.Result result = session.run(Map.of(inputName, input))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[values.remaining()];
            values.get(copy);
            return copy;
        } catch (OrtException e) {
            throw failedRun(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
            CLibrary.trimMemory();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close a session", e);
        }
    }

    private static DeviceFailure failedRun(OrtException e) {
        return new DeviceFailure(
                DeviceFailure.Stage.RUN, "ONNX Runtime failed while running the model: " + e.getMessage(), e);
    }

    private static NodeInfo requireSingle(String kind, Map<String, NodeInfo> nodes) {
        if (nodes.size() != 1) {
            throw new DeviceFailure(
                    DeviceFailure.Stage.LOAD, "The model has " + nodes.size() + " " + kind + "s, not one");
        }
        return nodes.values().iterator().next();
    }

    private static long[] dims(NodeInfo node, int batch) {
        if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length == 0) {
            throw new DeviceFailure(DeviceFailure.Stage.LOAD, node.getName() + " is not a tensor of images");
        }
        long[] dims = tensor.getShape().clone();
        dims[0] = dims[0] < 0 ? batch : dims[0];
        if (Arrays.stream(dims).anyMatch(d -> d < 1) || dims[0] != batch) {
            throw new DeviceFailure(
                    DeviceFailure.Stage.LOAD,
                    node.getName() + " is " + Arrays.toString(tensor.getShape()) + " and cannot be a batch of "
                            + batch);
        }
        return dims;
    }
}

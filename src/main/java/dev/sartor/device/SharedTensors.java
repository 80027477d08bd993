package dev.sartor.device;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Inputs and outputs of timed runs. Sessions with tensors of one shape share them: hundreds of sessions may be open. */
final class SharedTensors implements AutoCloseable {
    private static final long SEED = 1;

    private final OrtEnvironment environment;
    private final Map<List<Long>, OnnxTensor> inputs = new HashMap<>();
    private final Map<List<Long>, OnnxTensor> outputs = new HashMap<>();

    SharedTensors(OrtEnvironment environment) {
        this.environment = environment;
    }

    /** A tensor of fixed random values from -1 to 1. */
    OnnxTensor input(long[] dims) throws OrtException {
        List<Long> key = key(dims);
        OnnxTensor known = inputs.get(key);
        if (known != null) {
            return known;
        }
        FloatBuffer values = buffer(dims);
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, (float) random.nextDouble(-1, 1));
        }
        OnnxTensor made = OnnxTensor.createTensor(environment, values, dims);
        inputs.put(key, made);
        return made;
    }

    /** A tensor to write results into. */
    OnnxTensor output(long[] dims) throws OrtException {
        List<Long> key = key(dims);
        OnnxTensor known = outputs.get(key);
        if (known != null) {
            return known;
        }
        OnnxTensor made = OnnxTensor.createTensor(environment, buffer(dims), dims);
        outputs.put(key, made);
        return made;
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
    }

    private static FloatBuffer buffer(long[] dims) {
        long size = Arrays.stream(dims).reduce(Float.BYTES, Math::multiplyExact);
        return ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private static List<Long> key(long[] dims) {
        return Arrays.stream(dims).boxed().toList();
    }
}

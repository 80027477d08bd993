package dev.sartor.device.onnxruntime;

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
import java.util.function.Consumer;

/** Inputs and outputs of timed runs, shared by sessions with the same shapes, since hundreds of sessions may be open. */
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
        return sharedTensor(inputs, dims, SharedTensors::randomise);
    }

    /** A tensor that receives the output of a timed run; its values are not used. */
    OnnxTensor output(long[] dims) throws OrtException {
        return sharedTensor(outputs, dims, _ -> {});
    }

    private OnnxTensor sharedTensor(Map<List<Long>, OnnxTensor> tensors, long[] dims, Consumer<FloatBuffer> fill)
            throws OrtException {
        List<Long> key = Arrays.stream(dims).boxed().toList();
        OnnxTensor existing = tensors.get(key);
        if (existing != null) {
            return existing;
        }
        long bytes = Arrays.stream(dims).reduce(Float.BYTES, Math::multiplyExact);
        FloatBuffer values = ByteBuffer.allocateDirect(Math.toIntExact(bytes))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        fill.accept(values);
        OnnxTensor created = OnnxTensor.createTensor(environment, values, dims);
        tensors.put(key, created);
        return created;
    }

    private static void randomise(FloatBuffer values) {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, (float) random.nextDouble(-1, 1));
        }
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
    }
}

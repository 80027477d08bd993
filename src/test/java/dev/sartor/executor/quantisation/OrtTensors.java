package dev.sartor.executor.quantisation;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sartor.arch.Shape;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;

/** An 8-bit model in ONNX Runtime, all of whose quantised tensors are outputs. */
final class OrtTensors implements AutoCloseable {
    private static final String SUFFIX = ".quantised";

    /** Opened before the environment, because it loads and configures ONNX Runtime. */
    private final InferenceDevice device = Devices.open(DeviceSpec.cpu());

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Shape input;

    OrtTensors(byte[] onnx, Shape input) throws OrtException, InvalidProtocolBufferException {
        this.input = input;
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            // exact sums on processors without VNNI
            options.addConfigEntry("session.x64quantprecision", "1");
            session = environment.createSession(withOutputs(onnx), options);
        }
    }

    /** The model with all quantised tensors as outputs. */
    private static byte[] withOutputs(byte[] onnx) throws InvalidProtocolBufferException {
        ModelProto.Builder model = ModelProto.parseFrom(onnx).toBuilder();
        for (NodeProto node : model.getGraph().getNodeList()) {
            // a flattened tensor has the values of another one
            if (node.getOutput(0).endsWith(SUFFIX) && !node.getOpType().equals("Flatten")) {
                model.getGraphBuilder()
                        .addOutput(ValueInfoProto.newBuilder()
                                .setName(node.getOutput(0))
                                .setType(TypeProto.newBuilder()
                                        .setTensorType(TypeProto.Tensor.newBuilder()
                                                .setElemType(TensorProto.DataType.UINT8.getNumber()))));
            }
        }
        return model.build().toByteArray();
    }

    /** The quantised tensors for images, by the name of the layer that writes them. */
    Map<String, byte[]> run(float[] nchw, int images) throws OrtException {
        Map<String, byte[]> tensors = new TreeMap<>();
        long[] dims = {images, input.channels(), input.height(), input.width()};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(nchw), dims);
                OrtSession.Result result = session.run(Map.of("input", tensor))) {
            result.forEach(entry -> {
                if (entry.getKey().endsWith(SUFFIX)) {
                    ByteBuffer values = ((OnnxTensor) entry.getValue()).getByteBuffer();
                    byte[] bytes = new byte[values.remaining()];
                    values.get(bytes);
                    tensors.put(entry.getKey().substring(0, entry.getKey().length() - SUFFIX.length()), bytes);
                }
            });
        }
        return tensors;
    }

    @Override
    public void close() throws OrtException {
        session.close();
        device.close();
    }
}

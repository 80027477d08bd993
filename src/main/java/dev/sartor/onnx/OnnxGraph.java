package dev.sartor.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sartor.arch.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Builder of an ONNX graph. The first dimension of its inputs and outputs is the batch, a symbolic dimension {@code N}. */
final class OnnxGraph {
    /** Axis of the channels in tensors N x C x H x W and N x C. */
    static final int CHANNEL_AXIS = 1;

    private static final String BATCH = "N";

    /** In a shape for reshaping: this dimension is copied from the input, so that the batch stays symbolic. */
    private static final int SAME = 0;
    /** The order of dimensions that swaps groups and channels in batch x groups x channels x height x width. */
    private static final long[] SWAP_GROUPS_AND_CHANNELS = {0, 2, 1, 3, 4};

    private final GraphProto.Builder proto = GraphProto.newBuilder();
    /** The names of all constants, which ONNX calls initializers. */
    private final Set<String> initializers = new HashSet<>();

    OnnxGraph(String name) {
        proto.setName(name);
    }

    GraphProto proto() {
        return proto.build();
    }

    void input(String name, int... dimsWithoutBatch) {
        proto.addInput(valueInfo(name, dimsWithoutBatch));
    }

    void output(String name, int... dimsWithoutBatch) {
        proto.addOutput(valueInfo(name, dimsWithoutBatch));
    }

    void add(OnnxNode node) {
        proto.addNode(node.proto());
    }

    /** Adds the nodes of a channel shuffle of a tensor of that shape: channels as groups x n are transposed. */
    void shuffle(String name, int groups, Shape shape, String in, String out) {
        String grouped = name + ".grouped";
        String transposed = name + ".swapped";
        String groupedShape =
                int64Tensor(grouped + ".shape", SAME, groups, shape.channels() / groups, shape.height(), shape.width());
        String mergedShape = int64Tensor(name + ".shape", SAME, shape.channels(), shape.height(), shape.width());
        add(new OnnxNode(OnnxOperator.RESHAPE, grouped, List.of(in, groupedShape), grouped));
        add(new OnnxNode(OnnxOperator.TRANSPOSE, transposed, List.of(grouped), transposed)
                .with(OnnxAttribute.PERM, SWAP_GROUPS_AND_CHANNELS));
        add(new OnnxNode(OnnxOperator.RESHAPE, name, List.of(transposed, mergedShape), out));
    }

    /** Adds a constant tensor in row-major order and returns its name. */
    String floatTensor(String name, float[] values, List<Integer> dims) {
        if (values.length != dims.stream().reduce(1, Math::multiplyExact)) {
            throw new IllegalArgumentException(name + " has " + values.length + " values, not " + dims);
        }
        ByteBuffer raw = littleEndian(values.length * Float.BYTES);
        raw.asFloatBuffer().put(values);
        return initializer(name, TensorProto.DataType.FLOAT, raw, longs(dims));
    }

    private static List<Long> longs(List<Integer> dims) {
        return dims.stream().map(Integer::longValue).toList();
    }

    /** Adds a constant scalar, which all nodes that use it share, and returns its name. */
    String scalar(String name, float value) {
        return initializers.contains(name) ? name : floatTensor(name, new float[] {value}, List.of());
    }

    /** Adds a constant tensor of signed bytes in row-major order and returns its name. */
    String int8Tensor(String name, byte[] values, List<Integer> dims) {
        return initializer(name, TensorProto.DataType.INT8, ByteBuffer.wrap(values.clone()), longs(dims));
    }

    /** Adds a constant tensor of 32-bit integers in row-major order and returns its name. */
    String int32Tensor(String name, int[] values, List<Integer> dims) {
        ByteBuffer raw = littleEndian(values.length * Integer.BYTES);
        raw.asIntBuffer().put(values);
        return initializer(name, TensorProto.DataType.INT32, raw, longs(dims));
    }

    /** Adds a constant unsigned byte, which all nodes that use it share, and returns its name. */
    String uint8Scalar(String name, int value) {
        return initializers.contains(name)
                ? name
                : initializer(name, TensorProto.DataType.UINT8, ByteBuffer.wrap(new byte[] {(byte) value}), List.of());
    }

    /** Adds a constant vector of 64-bit integers, such as a shape, and returns its name. */
    String int64Tensor(String name, long... values) {
        ByteBuffer raw = littleEndian(values.length * Long.BYTES);
        raw.asLongBuffer().put(values);
        return initializer(name, TensorProto.DataType.INT64, raw, List.of((long) values.length));
    }

    private String initializer(String name, TensorProto.DataType type, ByteBuffer raw, List<Long> dims) {
        if (!initializers.add(name)) {
            throw new IllegalArgumentException("Two constants are named " + name);
        }
        // safe without a copy, because only this tensor uses the buffer
        ByteString data = UnsafeByteOperations.unsafeWrap(raw);
        proto.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(dims)
                .setRawData(data));
        return name;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The declaration of a tensor of floats. */
    private static ValueInfoProto valueInfo(String name, int... dimsWithoutBatch) {
        var shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        for (int dim : dimsWithoutBatch) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        var tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}

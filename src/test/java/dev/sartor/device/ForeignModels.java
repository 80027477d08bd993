package dev.sartor.device;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Models of a kind that Sartor does not export: inputs x (and y) of rows of 6 values, output z. */
public final class ForeignModels {
    /** The size of a batch that the model does not fix. */
    private static final int OPEN = -1;

    private ForeignModels() {}

    public static byte[] sumOfTwoInputs() {
        return model(
                node("Add", "x", "y"),
                GraphProto.newBuilder().addInput(rows("x", OPEN)).addInput(rows("y", OPEN)));
    }

    public static byte[] batchOf(int batch) {
        return model(node("Relu", "x"), GraphProto.newBuilder().addInput(rows("x", batch)));
    }

    /** Loads without error; running it fails if 6 values per row cannot be reshaped to rows of 12. */
    public static byte[] failsForOddBatches() {
        var shape = TensorProto.newBuilder()
                .setName("shape")
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(2)
                .addAllInt64Data(List.of(-1L, 12L));
        return model(
                node("Reshape", "x", "shape"),
                GraphProto.newBuilder().addInput(rows("x", OPEN)).addInitializer(shape));
    }

    private static NodeProto node(String operator, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput("z")
                .build();
    }

    private static byte[] model(NodeProto node, GraphProto.Builder graph) {
        graph.setName("foreign")
                .addNode(node)
                .addOutput(value(
                        "z",
                        TensorShapeProto.newBuilder()
                                .addDim(dim(OPEN))
                                .addDim(dim(node.getOpType().equals("Reshape") ? 12 : 6))));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .build()
                .toByteArray();
    }

    private static ValueInfoProto rows(String name, int batch) {
        return value(name, TensorShapeProto.newBuilder().addDim(dim(batch)).addDim(dim(6)));
    }

    private static ValueInfoProto value(String name, TensorShapeProto.Builder shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static TensorShapeProto.Dimension dim(int size) {
        return size == OPEN
                ? TensorShapeProto.Dimension.newBuilder().setDimParam("N").build()
                : TensorShapeProto.Dimension.newBuilder().setDimValue(size).build();
    }
}

package dev.sartor.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnx.ModelProto;
import org.bytedeco.onnx.OpSchemaRegistry;
import org.bytedeco.onnx.ShapeInferenceOptions;
import org.bytedeco.onnx.StringTensorShapeProtoMap;
import org.bytedeco.onnx.TypeProto;
import org.bytedeco.onnx.ValueInfoProto;
import org.bytedeco.onnx.global.onnx;

/** The checker and the shape inference of the ONNX project. */
final class OnnxChecker {
    private OnnxChecker() {}

    /** Runs the full check, which throws a RuntimeException for an invalid model. */
    static void check(byte[] model) {
        try (ModelProto proto = parse(model)) {
            // check_model: model, full check, skip the compatibility of operator sets, check custom domains
            onnx.check_model(proto, true, false, true);
        }
    }

    /** The inferred dimensions of all tensors except the inputs, by name; a symbolic dimension is -1. */
    static Map<String, List<Long>> shapes(byte[] model) {
        try (ModelProto proto = parse(model);
                // ShapeInferenceOptions: check types, strict mode (1), propagate data
                var options = new ShapeInferenceOptions(true, 1, true);
                var knownShapes = new StringTensorShapeProtoMap()) {
            onnx.InferShapes(proto, OpSchemaRegistry.Instance(), options, knownShapes);
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            for (int i = 0; i < proto.graph().value_info_size(); i++) {
                put(shapes, proto.graph().value_info(i));
            }
            put(shapes, proto.graph().output(0));
            return shapes;
        }
    }

    private static void put(Map<String, List<Long>> shapes, ValueInfoProto value) {
        TypeProto type = value.type();
        List<Long> dims = new ArrayList<>();
        for (int d = 0; d < type.tensor_type().shape().dim_size(); d++) {
            var dim = type.tensor_type().shape().dim(d);
            dims.add(dim.has_dim_value() ? dim.dim_value() : -1);
        }
        shapes.put(value.name().getString(), dims);
    }

    private static ModelProto parse(byte[] model) {
        var proto = new ModelProto();
        try (var bytes = new BytePointer(model)) {
            if (!onnx.ParseProtoFromBytes(proto, bytes, model.length)) {
                throw new IllegalArgumentException("Not the protobuf of a model");
            }
        }
        return proto;
    }
}

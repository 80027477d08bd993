package dev.sartor.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/** Builder of an ONNX node with one output. An attribute that the operator does not have is an exception. */
final class OnnxNode {
    private final OnnxOperator operator;
    private final NodeProto.Builder proto;

    OnnxNode(OnnxOperator operator, String name, List<String> inputs, String output) {
        this.operator = operator;
        proto = NodeProto.newBuilder()
                .setOpType(operator.onnxName())
                .setName(name)
                .addAllInput(inputs)
                .addOutput(output);
    }

    OnnxNode with(OnnxAttribute attribute, long value) {
        proto.addAttribute(requireAllowed(attribute).proto(value));
        return this;
    }

    OnnxNode with(OnnxAttribute attribute, float value) {
        proto.addAttribute(requireAllowed(attribute).proto(value));
        return this;
    }

    OnnxNode with(OnnxAttribute attribute, long... values) {
        proto.addAttribute(requireAllowed(attribute).proto(values));
        return this;
    }

    NodeProto proto() {
        return proto.build();
    }

    private OnnxAttribute requireAllowed(OnnxAttribute attribute) {
        if (!operator.hasAttribute(attribute)) {
            throw new IllegalArgumentException(operator.onnxName() + " has no attribute " + attribute);
        }
        return attribute;
    }
}

package dev.sartor.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/** One node under construction, with a single output. Refuses attributes that its operator does not take. */
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
        proto.addAttribute(taken(attribute).of(value));
        return this;
    }

    OnnxNode with(OnnxAttribute attribute, float value) {
        proto.addAttribute(taken(attribute).of(value));
        return this;
    }

    OnnxNode with(OnnxAttribute attribute, long... values) {
        proto.addAttribute(taken(attribute).of(values));
        return this;
    }

    NodeProto proto() {
        return proto.build();
    }

    private OnnxAttribute taken(OnnxAttribute attribute) {
        if (!operator.takes(attribute)) {
            throw new IllegalArgumentException(operator.onnxName() + " takes no attribute " + attribute);
        }
        return attribute;
    }
}

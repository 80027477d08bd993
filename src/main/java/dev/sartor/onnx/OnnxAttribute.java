package dev.sartor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;

/** The attributes of exported nodes, with their names in ONNX. */
enum OnnxAttribute {
    ALPHA("alpha"),
    AXIS("axis"),
    BETA("beta"),
    COUNT_INCLUDE_PAD("count_include_pad"),
    EPSILON("epsilon"),
    GROUP("group"),
    KERNEL_SHAPE("kernel_shape"),
    PADS("pads"),
    PERM("perm"),
    STRIDES("strides"),
    TRANS_B("transB");

    private final String onnxName;

    OnnxAttribute(String onnxName) {
        this.onnxName = onnxName;
    }

    AttributeProto proto(long value) {
        return builder(AttributeType.INT).setI(value).build();
    }

    AttributeProto proto(float value) {
        return builder(AttributeType.FLOAT).setF(value).build();
    }

    AttributeProto proto(long... values) {
        var proto = builder(AttributeType.INTS);
        for (long value : values) {
            proto.addInts(value);
        }
        return proto.build();
    }

    private AttributeProto.Builder builder(AttributeType type) {
        return AttributeProto.newBuilder().setName(onnxName).setType(type);
    }
}

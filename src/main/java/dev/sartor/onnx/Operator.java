package dev.sartor.onnx;

import java.util.Set;

/** The operators of ONNX's default domain (opset {@value #OPSET}) that networks need, with the attributes each takes. */
enum Operator {
    ADD("Add"),
    AVERAGE_POOL("AveragePool", Attribute.KERNEL_SHAPE, Attribute.STRIDES, Attribute.PADS, Attribute.COUNT_INCLUDE_PAD),
    BATCH_NORMALIZATION("BatchNormalization", Attribute.EPSILON),
    CLIP("Clip"),
    CONCAT("Concat", Attribute.AXIS),
    CONV("Conv", Attribute.KERNEL_SHAPE, Attribute.STRIDES, Attribute.PADS, Attribute.GROUP),
    FLATTEN("Flatten", Attribute.AXIS),
    GEMM("Gemm", Attribute.TRANS_B),
    GLOBAL_AVERAGE_POOL("GlobalAveragePool"),
    HARD_SIGMOID("HardSigmoid", Attribute.ALPHA, Attribute.BETA),
    HARD_SWISH("HardSwish"),
    MAX_POOL("MaxPool", Attribute.KERNEL_SHAPE, Attribute.STRIDES, Attribute.PADS),
    MUL("Mul"),
    RELU("Relu"),
    RESHAPE("Reshape"),
    SIGMOID("Sigmoid"),
    TRANSPOSE("Transpose", Attribute.PERM);

    static final int OPSET = 17;
    /** The IR version released with that opset (ONNX 1.12). */
    static final int IR_VERSION = 8;

    private final String onnxName;
    private final Set<Attribute> attributes;

    Operator(String onnxName, Attribute... attributes) {
        this.onnxName = onnxName;
        this.attributes = Set.of(attributes);
    }

    String onnxName() {
        return onnxName;
    }

    boolean takes(Attribute attribute) {
        return attributes.contains(attribute);
    }
}

package dev.sartor.onnx;

import java.util.Set;

/** The operators of ONNX's default domain (opset {@value #OPSET}) that exported networks use, with their attributes. */
enum OnnxOperator {
    ADD("Add"),
    AVERAGE_POOL(
            "AveragePool",
            OnnxAttribute.KERNEL_SHAPE,
            OnnxAttribute.STRIDES,
            OnnxAttribute.PADS,
            OnnxAttribute.COUNT_INCLUDE_PAD),
    BATCH_NORMALIZATION("BatchNormalization", OnnxAttribute.EPSILON),
    CLIP("Clip"),
    CONCAT("Concat", OnnxAttribute.AXIS),
    CONV("Conv", OnnxAttribute.KERNEL_SHAPE, OnnxAttribute.STRIDES, OnnxAttribute.PADS, OnnxAttribute.GROUP),
    DEQUANTIZE_LINEAR("DequantizeLinear", OnnxAttribute.AXIS),
    FLATTEN("Flatten", OnnxAttribute.AXIS),
    GEMM("Gemm", OnnxAttribute.TRANS_B),
    GLOBAL_AVERAGE_POOL("GlobalAveragePool"),
    HARD_SIGMOID("HardSigmoid", OnnxAttribute.ALPHA, OnnxAttribute.BETA),
    HARD_SWISH("HardSwish"),
    MAX_POOL("MaxPool", OnnxAttribute.KERNEL_SHAPE, OnnxAttribute.STRIDES, OnnxAttribute.PADS),
    MUL("Mul"),
    QUANTIZE_LINEAR("QuantizeLinear"),
    RELU("Relu"),
    RESHAPE("Reshape"),
    SIGMOID("Sigmoid"),
    TRANSPOSE("Transpose", OnnxAttribute.PERM);

    static final int OPSET = 17;
    /** The IR version that was released with this opset (ONNX 1.12). */
    static final int IR_VERSION = 8;

    private final String onnxName;
    private final Set<OnnxAttribute> attributes;

    OnnxOperator(String onnxName, OnnxAttribute... attributes) {
        this.onnxName = onnxName;
        this.attributes = Set.of(attributes);
    }

    String onnxName() {
        return onnxName;
    }

    boolean hasAttribute(OnnxAttribute attribute) {
        return attributes.contains(attribute);
    }
}

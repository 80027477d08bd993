package dev.sartor.litert;

/**
 * The built-in operators that exported networks use. The numbers are an operator's code in the schema and its versions for
 * float and for 8-bit tensors.
 */
enum LiteRtOperator {
    ADD(0, 1, 2),
    AVERAGE_POOL_2D(1, 1, 2),
    CONCATENATION(2, 1, 2),
    CONV_2D(3, 1, 3),
    DEPTHWISE_CONV_2D(4, 1, 3),
    FULLY_CONNECTED(9, 1, 4),
    LOGISTIC(14, 1, 2),
    MAX_POOL_2D(17, 1, 2),
    MUL(18, 1, 2),
    RELU(19, 1, 2),
    RELU6(21, 1, 2),
    RESHAPE(22, 1, 1),
    PAD(34, 1, 2),
    TRANSPOSE(39, 1, 2),
    MEAN(40, 1, 2),
    QUANTIZE(114, 1, 2),
    PADV2(60, 1, 2),
    HARD_SWISH(117, 1, 1);

    private final int code;
    private final int floatVersion;
    private final int int8Version;

    LiteRtOperator(int code, int floatVersion, int int8Version) {
        this.code = code;
        this.floatVersion = floatVersion;
        this.int8Version = int8Version;
    }

    int code() {
        return code;
    }

    /** The version of the operator that first took tensors of this type. */
    int version(TensorType type) {
        return type == TensorType.INT8 ? int8Version : floatVersion;
    }

    static LiteRtOperator of(int code) {
        for (LiteRtOperator operator : values()) {
            if (operator.code == code) {
                return operator;
            }
        }
        throw new IllegalArgumentException("Operator " + code + " is not one that networks are exported with");
    }
}

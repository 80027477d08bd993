package dev.sartor.litert;

/** The element types of tensors, with their codes in the schema. */
enum TensorType {
    FLOAT32(0, Float.BYTES),
    INT32(2, Integer.BYTES),
    INT8(9, Byte.BYTES);

    private final int code;
    private final int bytes;

    TensorType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int code() {
        return code;
    }

    /** Bytes of one value. */
    int bytes() {
        return bytes;
    }

    static TensorType of(int code) {
        for (TensorType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("There is no tensor type " + code);
    }
}
